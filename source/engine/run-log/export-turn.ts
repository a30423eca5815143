import path from 'node:path';
import {setImmediate} from 'node:timers/promises';
import {UserError} from '../../domain/user-error.js';
import {writePieces} from '../../store/file/write-pieces.js';
import {repositoryPath, type Layout} from '../../store/folder/layout.js';
import type {LogLeaf} from '../../domain/run/run-log.js';
import type {RunLeaves} from './run-leaves.js';
import {createMarkdownWriter} from './turn-markdown.js';

/** Writes what was said and done in a turn as markdown into `exports/`, leaf by leaf, and answers the path from the repository on. Throws UserError where the run has no such turn. */
export const exportTurn = async (layout: Layout, run: {readonly runId: string; readonly leaves: RunLeaves}, turn: number): Promise<string> => {
	const first = run.leaves.find({type: 'turn', turn});
	if (first === undefined) {
		throw new UserError(`The run has no turn ${turn}.`, '{ and } go from turn to turn');
	}

	const file = path.join(layout.exports, `${run.runId}-turn-${String(turn).padStart(4, '0')}.md`);
	const writer = createMarkdownWriter();
	const out = writePieces(file);
	try {
		let {leaf}: {leaf: LogLeaf | undefined} = first;
		while (leaf?.key.turn === turn) {
			out.write(leaf.lines.map(line => writer.take(line)).join(''));
			await setImmediate();
			leaf = leaf.below === null ? undefined : run.leaves.leaf(leaf.below);
		}

		out.write(writer.end());
		out.finish();
	} catch (error) {
		out.abandon();
		throw error;
	}

	return repositoryPath(layout.repo, file);
};

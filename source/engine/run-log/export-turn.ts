import path from 'node:path';
import {setImmediate} from 'node:timers/promises';
import {UserError} from '../../domain/user-error.js';
import {writePieces} from '../../store/file/write-pieces.js';
import {repositoryPath, type Layout} from '../../store/folder/layout.js';
import type {LogPage} from './run-log.js';
import type {RunPages} from './page-run.js';
import {createMarkdownWriter} from './turn-markdown.js';

/** Writes what was said and done in a turn as markdown into `exports/`, page by page, and answers the path from the repository on. Throws UserError where the run has no such turn. */
export const exportTurn = async (layout: Layout, run: {readonly runId: string; readonly pages: RunPages}, turn: number): Promise<string> => {
	const first = run.pages.find({type: 'turn', turn});
	if (first === undefined) {
		throw new UserError(`The run has no turn ${turn}.`, '{ and } go from turn to turn');
	}

	const file = path.join(layout.exports, `${run.runId}-turn-${String(turn).padStart(4, '0')}.md`);
	const writer = createMarkdownWriter();
	const out = writePieces(file);
	try {
		let {page}: {page: LogPage | undefined} = first;
		while (page?.key.turn === turn) {
			out.write(page.lines.map(line => writer.take(line)).join(''));
			await setImmediate();
			page = page.below === null ? undefined : run.pages.page(page.below);
		}

		out.write(writer.end());
		out.finish();
	} catch (error) {
		out.abandon();
		throw error;
	}

	return repositoryPath(layout.repo, file);
};

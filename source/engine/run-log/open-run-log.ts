import {UserError} from '../../domain/user-error.js';
import type {Layout} from '../../store/folder/layout.js';
import {listRuns} from '../../store/run/run-folders.js';
import type {RunLog} from '../../domain/run/run-log.js';
import {exportTurn} from './export-turn.js';
import {findMark} from './find-mark.js';
import {openLeaves} from './run-leaves.js';
import {searchRun} from './search-run.js';

/** Opens the log of a run by its id; null: of the newest. Throws UserError when there is none. */
export const openRunLog = (layout: Layout, runId: string | null): RunLog => {
	const runs = listRuns(layout);
	const run = runId === null ? runs.at(-1) : runs.find(one => one.runId === runId);
	if (run === undefined) {
		throw new UserError(runId === null ? 'There is no run yet, so there is no log.' : `The run ${runId} is not there any more.`, 'r starts a run');
	}

	const leaves = openLeaves(layout.run(run.runId));
	return {
		...run,
		find: leaves.find,
		leaf: leaves.leaf,
		search: (search, signal) => searchRun(leaves, search, signal),
		findMark: async (marks, from, signal) => findMark(leaves, marks, from, signal),
		exportTurn: async turn => exportTurn(layout, {runId: run.runId, leaves}, turn),
		close: leaves.close,
	};
};

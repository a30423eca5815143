import {foldRun} from '../../../domain/run/reduce-run.js';
import type {RunState} from '../../../domain/run/run-state.js';
import {readEvents} from '../../../store/run/event-log-file.js';
import {layoutOf} from '../../../store/folder/layout.js';
import {listRuns, type RunFolder} from '../../../store/run/run-folders.js';
import {counted} from '../../../domain/words/short-words.js';
import {lengthOf, momentOf} from '../../../domain/words/times.js';
import {defineCommand} from '../../command.js';
import {faint, strong, type Line} from '../../output.js';
import {repositoryOf} from '../../ask/repository.js';

const runLines = ({runId, number}: RunFolder, run: RunState | null, now: Date): readonly Line[] => run === null
	? [[strong(`#${number}`), `  ${runId}  its log is empty`]]
	: [
		[strong(`#${number}`), `  ${runId}  ${run.status}  ${counted(run.turn, 'turn')}, ${lengthOf(run.workingSeconds)}`],
		[faint(`    since ${momentOf(run.startedAt, now)}${run.reason === null ? '' : `: ${run.reason}`}`)],
	];

export const command = defineCommand({
	help: `
car runs: all runs of this repository, in order of start

Usage
  car runs [--json]

  --json  [{id, number, status, reason_code, reason, turn, started_at,
          finished_at}]`,
	flags: {json: {type: 'boolean'}},
	async run(context) {
		const layout = layoutOf(await repositoryOf(context));
		const runs = listRuns(layout).map(folder => ({folder, run: foldRun(readEvents(layout.run(folder.runId).events).events)}));
		if (context.flags.json) {
			context.out.json(runs.map(({folder, run}) => ({
				id: folder.runId,
				number: folder.number,
				status: run?.status ?? null,
				reason_code: run?.reasonCode ?? null,
				reason: run?.reason ?? null,
				turn: run?.turn ?? 0,
				started_at: run?.startedAt ?? null,
				finished_at: run?.finishedAt ?? null,
			})));
		} else if (runs.length === 0) {
			context.out.line('No run yet: car run starts one.');
		} else {
			const now = new Date();
			context.out.lines(runs.flatMap(({folder, run}) => runLines(folder, run, now)));
		}

		return 0;
	},
});

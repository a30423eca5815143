import type {RunView} from '../../../engine/client/flow-client.js';
import {counted} from '../../../domain/words/short-words.js';
import {lengthOf, momentOf} from '../../../domain/words/times.js';
import {answer, jsonFlag} from '../../answer.js';
import {defineCommand} from '../../command.js';
import {faint, strong, type Line} from '../../output.js';
import {withClient} from '../../ask/repository.js';

const runLines = ({runId, number, status, turns, seconds, startedAt, reason}: RunView, now: Date): readonly Line[] => status === null || startedAt === null
	? [[strong(`#${number}`), `  ${runId}  its log is empty`]]
	: [
		[strong(`#${number}`), `  ${runId}  ${status}  ${counted(turns, 'turn')}, ${lengthOf(seconds)}`],
		[faint(`    since ${momentOf(startedAt, now)}${reason === null ? '' : `: ${reason}`}`)],
	];

export const command = defineCommand({
	help: `
car runs: all runs of this repository, in order of start

Usage
  car runs [--json]

  --json  [{id, number, status, reason_code, reason, turn, started_at,
          finished_at}]`,
	flags: jsonFlag,
	run: async context => withClient(context, async client => {
		const runs = await client.history.runs();
		return answer(context, () => runs.map(run => ({
			id: run.runId,
			number: run.number,
			status: run.status,
			reason_code: run.reasonCode,
			reason: run.reason,
			turn: run.turns,
			started_at: run.startedAt,
			finished_at: run.finishedAt,
		})), () => runs.length === 0 ? ['No run yet: car run starts one.'] : runs.flatMap(run => runLines(run, new Date())));
	}),
});

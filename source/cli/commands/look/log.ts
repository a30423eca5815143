import {UserError} from '../../../domain/user-error.js';
import {jsonFlag} from '../../answer.js';
import {defineCommand} from '../../command.js';
import {wholeNumber} from '../../../domain/text/whole-number.js';
import {withClient} from '../../ask/repository.js';
import {followLog} from './follow-log.js';
import {createLogFilter} from './log-filter.js';

const expressionOf = (text: string | undefined): RegExp | undefined => {
	try {
		return text === undefined ? undefined : new RegExp(text, 'u');
	} catch (error) {
		throw new UserError(`--grep: ${error instanceof Error ? error.message : String(error)}`, 'A regular expression as JavaScript knows them; case matters.', 2);
	}
};

export const command = defineCommand({
	help: `
car log: what was said and done in a run

Usage
  car log [--follow] [--run R] [--turn N] [--grep RE] [--json]

  --run R    a number (3) or part of an id; default: the newest run
  --turn N   only this turn
  --grep RE  only lines that match
  --follow   go on with what happens, until Ctrl-C
  --json     the log's own lines, both kinds in the order of seq`,
	flags: {
		follow: {type: 'boolean'},
		run: {type: 'string'},
		turn: {type: 'string'},
		grep: {type: 'string'},
		...jsonFlag,
	},
	async run(context) {
		const {flags, out} = context;
		const turn = flags.turn === undefined ? undefined : wholeNumber(flags.turn, '--turn');
		const filter = createLogFilter({
			turn, expression: expressionOf(flags.grep), isJson: flags.json, out,
		});
		return withClient(context, async client => {
			const {runId, number} = await client.findRun(flags.run ?? null);
			const warnings: string[] = [];
			let after = 0;
			for await (const piece of client.readLog(runId, turn ?? null)) {
				for (const line of piece.lines) {
					after = Math.max(after, line.seq);
					filter.show(line);
				}

				warnings.push(...piece.warnings);
			}

			filter.flush();
			for (const text of warnings) {
				out.error(`warning: ${text}`);
			}

			if (turn !== undefined && !filter.hasSeenTurn()) {
				throw new UserError(`Run #${number} has no turn ${turn}.`, 'car log shows the turns it has.');
			}

			return flags.follow ? followLog(client, {runId, after, show: filter.show}) : 0;
		});
	},
});

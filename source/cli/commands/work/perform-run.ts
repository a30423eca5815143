import process from 'node:process';
import type {FlowClient, RunAnswer, RunOptions} from '../../../engine/client/flow-client.js';
import type {LogLine} from '../../../domain/event/flow-event.js';
import {UserError} from '../../../domain/user-error.js';
import {askTrust} from '../../ask/ask-trust.js';
import {answer} from '../../answer.js';
import {checkLines, hasBad} from '../../print/check-lines.js';
import type {Context} from '../../command.js';
import {exitCodeOf, exitCodes} from '../../exit-codes.js';
import {bad, faint} from '../../output.js';
import {createEventPrinter} from '../../print/print-event.js';
import {repositoryOf} from '../../ask/repository.js';
import {onStopSignals} from '../../ask/stop-signals.js';
import {runOptionsOf, type RunFlags} from './run-options.js';
import {followToRest, type Ending} from './follow-run.js';

/** As a shell reports a process that Ctrl-C ended. */
const leftCode = 130;

/** How long a second Ctrl-C gives the agents' processes to be gone, in milliseconds. */
const killPatience = 3000;

const sayRefusal = (context: Context<RunFlags>, given: Extract<RunAnswer, {type: 'refused'}>): number => {
	const isAnswer = given.exitCode === exitCodes.needsHuman && !context.flags.json;
	const say = isAnswer ? context.out.line : context.out.error;
	say(isAnswer ? given.message : [bad('car:'), ` ${given.message}`]);
	for (const detail of given.details) {
		say(`  ${detail}`);
	}

	if (given.hint !== '') {
		say([faint(`  ${given.hint}`)]);
	}

	return given.exitCode;
};

const showWith = (context: Context<RunFlags>) => {
	const printer = createEventPrinter();
	return {
		line(line: LogLine) {
			if (context.flags.json) {
				context.out.jsonLine(line);
			} else {
				context.out.lines(printer.print(line));
			}
		},
		rest() {
			context.out.lines(printer.flush());
		},
	};
};

const sayEnding = (context: Context<RunFlags>, ending: Ending): number => {
	switch (ending.type) {
		case 'rest': {
			return exitCodeOf(ending, context.flags.once);
		}

		case 'worker_gone': {
			context.out.error([bad('car:'), ` the worker is gone${ending.lastWords === null ? '' : `: ${ending.lastWords}`}`]);
			context.out.error([faint('  Nothing is lost: car run goes on where it was.')]);
			return exitCodes.failed;
		}

		case 'run_gone': {
			context.out.error([bad('car:'), ending.isFolderThere ? ' the log of this run was deleted while it was going, so it ended' : ' the folder .codex-autorunner was taken away while the run was going, so it ended']);
			context.out.error([faint(ending.isFolderThere ? '  The tickets and commits are there: car run starts a new run.' : '  Bring it back, then car run goes on; or car init begins anew.')]);
			return exitCodes.failed;
		}

		case 'left': {
			context.out.error('The run goes on without you: car status looks, car run comes back, car stop ends it.');
			return leftCode;
		}

		default: {
			return ending satisfies never;
		}
	}
};

/** The engine is in this process: the first signal stops the run, the second ends everything at once. */
const stopOnSignals = (client: FlowClient, context: Context<RunFlags>): (() => void) => onStopSignals(() => {
	context.out.error('Stopping; once more ends the agent at once.');
	void client.send({type: 'stop'});
}, () => {
	const leave = () => {
		process.exit(leftCode);
	};

	setTimeout(leave, killPatience);
	void client.close().finally(leave);
});

const watch = async (context: Context<RunFlags>, client: FlowClient, given: Extract<RunAnswer, {type: 'started' | 'joined'}>): Promise<number> => {
	const leaving = new AbortController();
	const letGo = context.flags.foreground
		? stopOnSignals(client, context)
		: onStopSignals(() => {
			leaving.abort();
		}, () => {
			process.exit(leftCode);
		});
	if (context.flags.foreground) {
		context.out.goOnUnread();
	}

	if (given.type === 'joined' && !context.flags.json) {
		context.out.line('A worker runs already; this only watches it.');
	}

	const show = showWith(context);
	try {
		const ending = await followToRest(client, {runId: given.runId, after: given.after, show: show.line}, leaving.signal);
		show.rest();
		return sayEnding(context, ending);
	} finally {
		letGo();
	}
};

const sayDetached = (context: Context<RunFlags>, started: Extract<RunAnswer, {type: 'started' | 'joined'}>): number => answer(context, () => ({run: started.runId, type: started.type}), () => [
	`Run ${started.runId} ${started.type === 'joined' ? 'runs already' : 'goes on in the background'}.`,
	[faint('  car status shows where it stands, car log --follow what it says, car tui both.')],
]);

const check = async (context: Context<RunFlags>, client: FlowClient): Promise<number> => {
	const checks = await client.check();
	answer(context, () => checks, () => checkLines(checks));
	return hasBad(checks) ? 1 : 0;
};

/** Asks for trust only when something would be started and a human is there to be asked; elsewhere the refusal stands. */
const startedOrRefused = async (context: Context<RunFlags>, client: FlowClient, {repo, options}: {readonly repo: string; readonly options: RunOptions}): Promise<RunAnswer> => {
	const given = await client.run(options);
	if (given.type !== 'refused' || given.exitCode !== exitCodes.usage || !context.out.isInteractive) {
		return given;
	}

	const commands = await context.doors.untrustedCommands(repo);
	return commands.length > 0 && await askTrust(context, repo, commands) ? client.run(options) : given;
};

const goOn = async (context: Context<RunFlags>, client: FlowClient, {repo, options}: {readonly repo: string; readonly options: RunOptions}): Promise<number> => {
	const given = await startedOrRefused(context, client, {repo, options});
	switch (given.type) {
		case 'refused': {
			return sayRefusal(context, given);
		}

		case 'nothing_to_do': {
			// It is the given; but who reads JSON gets nothing else on stdout.
			(context.flags.json ? context.out.error : context.out.line)(given.message);
			return exitCodes.completed;
		}

		case 'started':
		case 'joined': {
			if (given.type === 'joined' && !context.flags.detach && context.env.CAR_RUN_ID === given.runId) {
				throw new UserError('This is said within a turn of the run: to follow it would be to wait for oneself', 'end the turn and the run goes on by itself; car status looks', exitCodes.usage);
			}

			return context.flags.detach ? sayDetached(context, given) : watch(context, client, given);
		}

		default: {
			return given satisfies never;
		}
	}
};

/** `car run` and `car resume`. */
export const performRun = async (context: Context<RunFlags>): Promise<number> => {
	const options = runOptionsOf(context.flags);
	const repo = await repositoryOf(context);
	const client = await context.doors.openClient(repo, {foreground: context.flags.foreground});
	try {
		if (context.flags.check) {
			return await check(context, client);
		}

		return await goOn(context, client, {repo, options});
	} finally {
		await client.close();
	}
};

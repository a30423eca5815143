import type {FlowClient, RepositorySnapshot, RunOptions} from '../engine/client/flow-client.js';
import type {Context} from './command.js';
import {exitCodes} from './exit-codes.js';
import {followToRest} from './follow-run.js';
import {strong} from './output.js';
import {createEventPrinter} from './print-event.js';

const options: RunOptions = {
	once: false, dirty: false, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false,
};

/** More answers than the demo has questions: a demo that never ends shows nothing. */
const mostAnswers = 5;

const answer = 'Yes: do it the simpler way.';

/** Answers the demo's question in the human's place; false when the rest is no question. */
const answerQuestion = async (context: Context<unknown>, client: FlowClient, {inbox}: RepositorySnapshot): Promise<boolean> => {
	const question = inbox.find(({kind}) => kind === 'question');
	if (question === undefined) {
		return false;
	}

	context.out.line('');
	context.out.line([strong('The agent asks: '), question.title]);
	context.out.lines(question.body.trimEnd().split('\n').map(line => `  ${line}`));
	context.out.line([strong('No terminal is here, so the demo answers itself: '), answer]);
	context.out.line('');
	await client.send({
		type: 'reply', to: question.id, text: answer, attachments: [],
	}, {start: false});
	return true;
};

/** Runs the demo without a terminal: its progress on stdout, its question answered by itself. Answers 0 when everything is done. */
export const playDemo = async (context: Context<unknown>, repo: string): Promise<number> => {
	const {out} = context;
	out.line(`A demo repository was made in ${repo}; it is yours to look at or delete.`);
	const client = await context.doors.openClient(repo, {foreground: false});
	const printer = createEventPrinter();
	try {
		for (let answers = 0; answers <= mostAnswers; answers++) {
			const started = await client.run(options);
			if (started.type === 'refused') {
				out.error(started.message);
				return started.exitCode;
			}

			if (started.type === 'nothing_to_do') {
				break;
			}

			const ending = await followToRest(client, {
				runId: started.runId,
				after: started.after,
				show(line) {
					out.lines(printer.print(line));
				},
			}, new AbortController().signal);
			out.lines(printer.flush());
			if (ending.type !== 'rest' || !await answerQuestion(context, client, await client.snapshot())) {
				break;
			}
		}

		const {run, tickets} = await client.snapshot();
		out.line('');
		out.line(`${tickets.filter(({done}) => done).length} of ${tickets.length} tickets are done. Look at it: car log --repo ${repo}; car report --repo ${repo}`);
		return run?.status === 'completed' ? exitCodes.completed : exitCodes.failed;
	} finally {
		await client.close();
	}
};

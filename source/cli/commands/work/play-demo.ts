import {plainRun} from '../../../domain/run/run-options.js';
import type {FlowClient} from '../../../engine/client/flow-client.js';
import type {Context} from '../../command.js';
import {exitCodes} from '../../exit-codes.js';
import {strong} from '../../output.js';
import {createEventPrinter} from '../../print/print-event.js';
import {followToRest} from './follow-run.js';

/** More answers than the demo has questions: a demo that never ends shows nothing. */
const mostAnswers = 5;

const answer = 'a) One JSON file, please.';

/** Answers the demo's question in the human's place, and the run goes on; false when the rest is no question. */
const answerQuestion = async (context: Context<unknown>, client: FlowClient): Promise<boolean> => {
	const {inbox} = await client.snapshot();
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
	});
	return true;
};

/** Follows the run to its end and answers what it asks on the way. */
const playToTheEnd = async (context: Context<unknown>, client: FlowClient, {runId, after}: {readonly runId: string; readonly after: number}): Promise<void> => {
	const printer = createEventPrinter();
	let from = after;
	for (let answers = 0; answers <= mostAnswers; answers++) {
		const ending = await followToRest(client, {
			runId,
			after: from,
			show(line) {
				context.out.lines(printer.print(line));
			},
		}, new AbortController().signal);
		context.out.lines(printer.flush());
		if (ending.type !== 'rest' || ending.status !== 'paused' || !await answerQuestion(context, client)) {
			return;
		}

		from = ending.seq;
	}
};

/** Runs the demo without a terminal: its progress on stdout, its question answered by itself. Answers 0 when everything is done. */
export const playDemo = async (context: Context<unknown>, repo: string): Promise<number> => {
	const {out} = context;
	out.line(`A demo repository was made in ${repo}; it is yours to look at or delete.`);
	const client = await context.doors.openClient(repo, {foreground: false});
	try {
		const started = await client.run(plainRun);
		if (started.type === 'refused') {
			out.error(started.message);
			return started.exitCode;
		}

		if (started.type !== 'nothing_to_do') {
			await playToTheEnd(context, client, started);
		}

		const {run, tickets} = await client.snapshot();
		out.line('');
		out.line(`${tickets.filter(({done}) => done).length} of ${tickets.length} tickets are done. Look at it: car log --repo ${repo}; car report --repo ${repo}`);
		return run?.status === 'completed' ? exitCodes.completed : exitCodes.failed;
	} finally {
		await client.close();
	}
};

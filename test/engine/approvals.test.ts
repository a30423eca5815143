import fs from 'node:fs';
import {expect, test} from 'vitest';
import type {ApprovalDecision, AgentHarness, TurnRequest} from '../../source/domain/agent-harness.js';
import type {AgentEvent} from '../../source/domain/event/agent-event.js';
import {inlineRun, type InlineRun} from '../support/inline-run.js';

type Stage = {
	readonly request: TurnRequest;
	/** Resolves when the question was answered. */
	readonly answered: Promise<ApprovalDecision>;
	/** Resolves when something was said into the turn. */
	readonly joined: Promise<string>;
	readonly finish: () => void;
};

type Play = (stage: Stage) => AsyncGenerator<AgentEvent>;

type Talk = {readonly run: InlineRun; readonly hints: Array<string | undefined>; readonly requests: TurnRequest[]};

const waitFor = <Value>(): {readonly promise: Promise<Value>; readonly settle: (value: Value) => void} => {
	let settle: (value: Value) => void = () => undefined;
	const promise = new Promise<Value>(resolve => {
		settle = resolve;
	});
	return {promise, settle};
};

/** A run with an agent that asks for approval, hears what is said into its turn, and remembers. */
const talk = async (play: Play, options: {readonly config?: string} = {}): Promise<Talk> => {
	const hints: Array<string | undefined> = [];
	const requests: TurnRequest[] = [];
	let answer = waitFor<ApprovalDecision>();
	let join = waitFor<string>();
	const harness: AgentHarness = {
		async * runTurn(request) {
			requests.push(request);
			answer = waitFor();
			join = waitFor();
			yield {type: 'session_started', conversation_id: 'conv'};
			yield * play({
				request, answered: answer.promise, joined: join.promise, finish() {
					run.setDone(1);
				},
			});
		},
		async answerApproval(_requestId, decision, hint) {
			hints.push(hint);
			answer.settle(decision);
			return true;
		},
		async joinTurn(text) {
			join.settle(text);
			return true;
		},
		close: async () => undefined,
	};
	const run: InlineRun = await inlineRun([], {}, {harnessOf: () => harness});
	if (options.config !== undefined) {
		run.write('.codex-autorunner/config.yml', options.config);
	}

	await run.repo.ticket(1, {agent: 'codex', done: false});
	return {run, hints, requests};
};

const asked: AgentEvent = {
	type: 'approval_requested', request_id: '1-1', kind: 'command', description: 'run make install: May I?', cwd: '/repo', diff: 'add a.txt\n+one',
};

const asking: Play = async function * ({answered, finish}) {
	yield asked;
	const decision = await answered;
	finish();
	yield {type: 'completed', message: decision};
};

/** Waits until the run says so. */
const inboxOf = async (run: InlineRun): Promise<ReadonlyArray<Awaited<ReturnType<InlineRun['client']['snapshot']>>['inbox'][number]>> => {
	for (;;) {
		const {inbox} = await run.client.snapshot();
		if (inbox.length > 0) {
			return inbox;
		}

		await new Promise(resolve => {
			setTimeout(resolve, 10);
		});
	}
};

/** What the turn's log notes. */
const notices = (run: InlineRun, turn: number): readonly string[] => fs.readFileSync(run.layout().turn(turn), 'utf8').trimEnd().split('\n')
	.map(line => (JSON.parse(line) as {readonly event: AgentEvent}).event)
	.flatMap(event => event.type === 'notice' ? [event.text] : []);

test.each([
	['once', 'you allowed: run make install: May I'],
	['session', 'you allowed for the session: run make install: May I'],
	['deny', 'you denied: run make install: May I'],
	['cancel', 'you denied and ended the turn: run make install: May I'],
] as const)('approval: asked, answered %s -> the agent gets it, the log says it, the item is closed, a second answer is refused', async (decision, noted) => {
	const {run, hints} = await talk(asking);
	const running = run.run();
	const [item] = await inboxOf(run);
	expect(item).toMatchObject({
		id: 'approval-1-1',
		kind: 'approval',
		title: 'May TICKET-001 run make install: May I?',
		next: 'car reply --to approval-1-1 --allow | --deny',
		body: 'run make install: May I?\nin /repo\ndenied by itself when nobody answers for 10 min\nadd a.txt\n+one\nticket TICKET-001',
	});
	await run.client.send({type: 'answer_approval', request_id: '1-1', decision});
	await running;
	const late = await run.client.send({type: 'answer_approval', request_id: '1-1', decision: 'once'});
	await run.client.whenIdle();
	const {run: state, inbox} = await run.client.snapshot();
	expect([state!.status, state!.tickets['.codex-autorunner/tickets/TICKET-001.md']!.lastMessage, hints, inbox, notices(run, 1)]).toEqual(['completed', decision, [undefined], [], [noted]]);
	expect(state!.commands[late.id]).not.toBe('done');
});

test('approval: nobody answers for approvals.deny_after -> denied with a hint, the turn goes on', async () => {
	const {run, hints} = await talk(asking, {config: 'approvals: {deny_after: 0.2s}\n'});
	await run.run();
	expect([run.story().slice(-4), hints, notices(run, 1)]).toEqual([
		['closed approval approval-1-1', 'turn 1 completed', 'summary 1', 'completed'],
		[expect.stringContaining('Find another way; or, if there is none, ask the human by DISPATCH.md')],
		['nobody answered for 0 s: denied'],
	]);
});

test('approval: the turn ends while it is open -> closed with it', async () => {
	const {run} = await talk(async function * ({finish}) {
		yield asked;
		finish();
		yield {type: 'completed', message: 'I did without.'};
	});
	await run.run();
	const {inbox} = await run.client.snapshot();
	expect([run.story().at(-1), inbox, run.story().filter(line => line.includes('approval'))]).toEqual(['completed', [], ['opened approval approval-1-1', 'closed approval approval-1-1']]);
});

test('reply with now: an agent that hears -> it joins the turn, and no later prompt holds it', async () => {
	let turns = 0;
	const {run, requests} = await talk(async function * ({joined, finish, request}) {
		turns++;
		yield {type: 'output_delta', channel: 'message', text: 'listening\n'};
		const heard = turns === 1 ? await joined : request.prompt;
		run.write(`turn-${turns}.txt`, 'work\n');
		if (turns === 2) {
			finish();
		}

		yield {type: 'completed', message: heard.includes('make it blue') ? 'blue' : 'plain'};
	});
	const running = run.run();
	for (let {run: state} = await run.client.snapshot(); state?.openTurn === null || state?.openTurn === undefined; {run: state} = await run.client.snapshot()) {
		await new Promise(resolve => {
			setTimeout(resolve, 10);
		});
	}

	await run.client.send({
		type: 'reply', text: 'make it blue', attachments: [], now: true,
	});
	await running;
	await run.client.whenIdle();
	const {receipts} = await run.client.snapshot();
	expect([requests.map(({prompt}) => prompt.includes('make it blue')), receipts.map(({state, turn}) => [state, turn]), run.story().filter(line => line.startsWith('turn'))])
		.toEqual([[false, false], [['answered', 1]], expect.arrayContaining(['turn 2 completed, 1 file +1 -0'])]);
});

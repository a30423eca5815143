import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {isEnd, type AgentEnd, type AgentEvent} from '../../../source/domain/event/agent-event.js';
import {livingWith} from '../living.js';
import {scripted} from './scripted.js';

const completed = (message: string): AgentEnd => ({type: 'completed', message});

const failed = (retry: 'never' | 'transient', words: string) => ({type: 'failed', retry, message: expect.stringContaining(words) as string});

const notice = (words: string) => ({type: 'notice', text: expect.stringContaining(words) as string});

/** What the app-server does wrong, how the turn must end, and what must be said besides. */
const faults: ReadonlyArray<readonly [fault: string, end: unknown, said?: unknown]> = [
	['none', completed('Hello')],
	['exits at once', failed('never', 'ended with exit code 2')],
	['killed at once', failed('transient', 'was ended by SIGKILL')],
	['banner', completed('Hello')],
	['no handshake', failed('transient', 'no answer to initialize')],
	['handshake refused', failed('never', 'not with you')],
	['handshake in another shape', failed('never', 'does not speak the app-server protocol')],
	['handshake with a wrong id', failed('transient', 'no answer to initialize')],
	['too old', failed('never', 'version 0.98.1, and 0.169.0 is the oldest')],
	['newer', completed('Hello'), notice('version 1.2.0; this version of car is tested with 0.169')],
	['not logged in', failed('never', 'codex login')],
	['login cannot be read', completed('Hello')],
	['thread refused', failed('never', 'config is broken')],
	['thread never opened', failed('transient', 'no answer to thread/start')],
	['thread without an id', failed('never', 'a shape this version does not know')],
	['killed while a thread opens', failed('transient', 'was ended by SIGKILL')],
	['turn refused', failed('never', 'missing field `input`')],
	['turn start never answered', completed('Hello')],
	['killed in a turn', failed('transient', 'was ended by SIGKILL')],
	['half a line, then gone', failed('transient', 'was ended by SIGKILL')],
	['output closed', failed('transient', 'was ended by')],
	['two ends', completed('Hello')],
	['ends of others first', completed('Hello')],
	['garbage', completed('Hello'), notice('codex printed 5 lines that the protocol does not know')],
	['a line of 9 MiB', completed('Hello'), notice('codex printed a line that the protocol does not know')],
	['an item never ends', completed('Hello'), {
		type: 'tool_result', call_id: 'call-1', ok: false, summary: 'not finished when the turn ended',
	}],
	['an item never began', completed('Hello'), {
		type: 'output_delta', channel: 'tool', text: 'made\n', call_id: 'call-1',
	}],
	['unknown words', completed('Hello'), notice('passed over: turn/dreamed (2 times), item hologram')],
	['known words in another shape', completed('Hello'), notice('passed over: item/agentMessage/delta, turn/plan/updated')],
	['a request nobody knows, with id 0', completed('Hello'), notice('attestation/generate')],
	['a form of a tool', completed('Hello'), notice('mcpServer/elicitation/request')],
	['killed while it waits for approval', failed('transient', 'was ended by SIGKILL'), expect.objectContaining({type: 'approval_requested', kind: 'file_change'})],
	['a status nobody knows', failed('never', '"evaporated"')],
	['fails without a reason', failed('transient', 'not why')],
	['fails for the account', failed('never', 'codex login')],
	['every answer twice', completed('Hello')],
];

describe.concurrent('app-server faults', () => {
	test.each(faults.map(([fault, end, said]) => ({fault, end, said})))('codex: $fault -> the right end, once, and nothing left', async ({fault, end, said}) => {
		const {turn, harness, tag} = await scripted(fault);
		const events = await turn();
		expect(events.filter(event => isEnd(event))).toHaveLength(1);
		expect(events.at(-1)).toEqual(end);
		if (said !== undefined) {
			expect(events).toContainEqual(said);
		}

		await harness.close();
		expect(livingWith(tag)).toEqual([]);
	});
});

test('codex: a second turn -> the same process; after its death a new one, in the same conversation', async () => {
	const {turn, harness, pids} = await scripted('late words of the last turn');
	await turn();
	const second = await turn({conversationId: '11111111-1111-4111-8111-111111111111'});
	expect([pids[0] === pids[1], second.map(event => event.type)]).toEqual([true, ['session_started', 'output_delta', 'output_delta', 'completed']]);
	process.kill(pids[1]!, 'SIGKILL');
	const third = await turn({conversationId: '11111111-1111-4111-8111-111111111111'});
	expect([third.at(-1), pids.at(-1) === pids[1]]).toEqual([completed('Hello'), false]);
	await harness.close();
});

test('codex: the conversation is lost -> a new one, said so', async () => {
	const {turn, harness} = await scripted('conversation lost');
	const events = await turn({conversationId: '22222222-2222-4222-8222-222222222222', lastMessage: 'I was there.'});
	expect(events.slice(0, 2)).toEqual([
		notice('no longer knows the conversation 22222222'),
		{type: 'session_started', conversation_id: '11111111-1111-4111-8111-111111111111', model: 'scripted'},
	]);
	await harness.close();
});

test.each([
	['once', 'accept'], ['session', 'acceptForSession'], ['deny', 'decline'], ['cancel', 'cancel'],
] as const)('codex: asks for approval with id 0, answered %s twice -> %s once', async (decision, word) => {
	const {turn, harness} = await scripted('asks for approval');
	const answers: Array<Promise<boolean>> = [];
	const hear = (event: AgentEvent): void => {
		if (event.type === 'approval_requested') {
			answers.push(harness.answerApproval!(event.request_id, decision), harness.answerApproval!(event.request_id, 'once'), harness.answerApproval!('9-9', 'once'));
		}
	};

	const events = await turn({}, hear);
	expect(events).toContainEqual({
		type: 'approval_requested', request_id: '1-1', kind: 'command', description: 'run make install: May I?', cwd: '/repo',
	});
	expect([await Promise.all(answers), events.at(-1)]).toEqual([[true, false, false], completed(word)]);
	await harness.close();
});

test.each(['works until interrupted', 'ignores an interrupt', 'thread never opened', 'no handshake'])('codex: interrupted, %s -> interrupted, soon', async fault => {
	const {turn, harness, tag} = await scripted(fault, {start: 60_000, open: 60_000});
	const stop = new AbortController();
	const hear = (event: AgentEvent): void => {
		if (event.type === 'output_delta') {
			stop.abort();
		}
	};

	const timer = setTimeout(() => {
		stop.abort();
	}, 800);
	const begin = performance.now();
	const events = await turn({}, hear, stop.signal);
	clearTimeout(timer);
	expect([events.at(-1), performance.now() - begin < 10_000]).toEqual([{type: 'interrupted', reason: 'interrupted'}, true]);
	await harness.close();
	expect(livingWith(tag)).toEqual([]);
});

test('codex: closed while it does not want to end -> killed', async () => {
	const {turn, harness, tag} = await scripted('does not want to end');
	await turn();
	await harness.close();
	expect(livingWith(tag)).toEqual([]);
});

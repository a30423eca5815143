import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {AgentEnd} from '../../source/domain/event/agent-event.js';
import type {Command} from '../../source/domain/event/command.js';
import {postCommand, readCommands} from '../../source/store/message/mailbox-files.js';
import {inlineRun, type InlineRun} from '../support/inline-run.js';

const untilAborted = async (signal: AbortSignal): Promise<AgentEnd> => {
	await new Promise<void>(resolve => {
		signal.addEventListener('abort', () => {
			resolve();
		});
	});
	return {type: 'interrupted', reason: 'interrupted by the human'};
};

const finish = (run: InlineRun) => (): string => {
	run.setDone(1);
	return 'done';
};

const end = (run: InlineRun): string | undefined => run.story().at(-1);

const begin = async (...acts: ReadonlyArray<(run: InlineRun, signal: AbortSignal) => string | AgentEnd | Promise<string | AgentEnd>>): Promise<InlineRun> => {
	const run: InlineRun = await inlineRun(acts.map(act => async (_request, signal) => act(run, signal)));
	await run.repo.ticket(1, {agent: 'codex', done: false});
	return run;
};

test('pause_after_turn: while a turn runs -> the turn ends well, then the run rests; car run goes on', async () => {
	const run = await begin(async each => {
		await each.client.send({type: 'pause_after_turn'});
		return 'worked';
	}, each => finish(each)());
	await run.run();
	expect([end(run), run.requests.length]).toEqual(['paused paused_by_you', 1]);
	await run.run();
	expect(end(run)).toBe('completed');
});

test('interrupt_turn: while a turn runs -> the turn is interrupted and the run rests', async () => {
	const run = await begin(async (each, signal) => {
		await each.client.send({type: 'interrupt_turn'});
		return untilAborted(signal);
	}, each => finish(each)());
	await run.run();
	expect(run.story().slice(-2)).toEqual(['turn 1 interrupted, nothing changed: interrupted by the human', 'paused paused_by_you']);
	await run.run();
	expect(end(run)).toBe('completed');
});

test('stop: while a turn runs -> interrupted and stopped; car run goes on where it stopped', async () => {
	const run = await begin(async (each, signal) => {
		await each.client.send({type: 'stop'});
		return untilAborted(signal);
	}, each => finish(each)());
	await run.run();
	expect(end(run)).toBe('stopped');
	await run.run();
	expect(end(run)).toBe('completed');
});

test('--once: one turn -> paused_by_you; when the next decision is the end it is taken in the same step', async () => {
	const run = await begin(() => 'worked', each => finish(each)());
	await run.run({once: true});
	expect([end(run), run.requests.length]).toEqual(['paused paused_by_you', 1]);
	await run.run({once: true});
	expect([end(run), run.requests.length]).toEqual(['completed', 2]);
});

test('commands: the same id twice with other words -> obeyed once; the second text is kept aside', async () => {
	const reply: Command = {
		id: 'twice', at: '2026-01-01T00:00:00.000Z', type: 'reply', text: 'once', attachments: [],
	};
	const run = await begin(async each => {
		postCommand(each.layout(), reply, []);
		while (readCommands(each.layout()).length > 0) {
			await new Promise(resolve => {
				setTimeout(resolve, 10);
			});
		}

		postCommand(each.layout(), {...reply, text: 'twice'}, []);
		return 'worked';
	}, each => finish(each)());
	await run.run();
	expect(run.story().filter(line => line.startsWith('reply'))).toEqual(['reply 1 received, to no question', 'reply 1 delivered in turn 2']);
	expect([readCommands(run.layout()), fs.readdirSync(run.layout().replyHistory), fs.readdirSync(path.join(run.layout().folder, 'refused'))]).toEqual([[], ['0001'], ['twice.json']]);
	expect(run.requests[1]!.prompt).toContain('once');
});

test.each([
	['no JSON', 'x.json', '{', /^command refused: no command can be read from it/u],
	['an unknown type', 'x.json', '{"id": "x", "at": "", "type": "dance"}', /^command refused: no command can be read from it/u],
	['another id inside', 'x.json', '{"id": "y", "at": "", "type": "stop"}', /it says its id is y$/u],
])('commands: %s -> refused in the log, the file is kept aside, the turn goes on', async (_name, file, text, said) => {
	const run = await begin(each => {
		fs.mkdirSync(each.layout().commands, {recursive: true});
		fs.writeFileSync(path.join(each.layout().commands, file), text);
		return finish(each)();
	});
	await run.run();
	expect(run.story().filter(line => line.startsWith('command'))).toEqual([expect.stringMatching(said)]);
	expect([end(run), fs.readFileSync(path.join(run.layout().folder, 'refused', file), 'utf8')]).toEqual(['completed', text]);
});

test('commands: left after it was logged -> the next start removes it and does it no second time', async () => {
	const run = await begin(async each => {
		await each.client.send({type: 'reply', text: 'first', attachments: []});
		return 'worked';
	}, async each => {
		await each.client.send({type: 'pause_after_turn'});
		return 'worked';
	}, each => finish(each)());
	await run.run();
	const received = fs.readFileSync(run.layout().events, 'utf8').split('\n').filter(line => line.includes('reply_received')).map(line => JSON.parse(line) as {command_id: string});
	postCommand(run.layout(), {
		id: received[0]!.command_id, at: '2026-01-01T00:00:00.000Z', type: 'reply', text: 'first', attachments: [],
	}, []);
	await run.run();
	expect(run.story().filter(line => line.startsWith('reply'))).toEqual(['reply 1 received, to no question', 'reply 1 delivered in turn 2']);
	expect([readCommands(run.layout()), end(run)]).toEqual([[], 'completed']);
});

test('a late pause: posted while the worker leaves -> the resting run does not start again', async () => {
	const run = await begin(async each => {
		await each.client.send({type: 'pause_after_turn'});
		return 'worked';
	});
	run.whenLeaving(() => {
		run.whenLeaving(() => undefined);
		postCommand(run.layout(), {id: 'late', at: '2026-01-01T00:00:00.000Z', type: 'pause_after_turn'}, []);
	});
	await run.run();
	expect(readCommands(run.layout())).toEqual([]);
	expect([run.requests.length, end(run)]).toEqual([1, 'paused paused_by_you']);
});

test('a late reply: posted while the worker leaves -> it is taken and the run goes on', async () => {
	const run = await begin(each => {
		each.dispatch('---\nmode: pause\n---\nA or B?\n');
		return 'asked';
	}, each => finish(each)());
	run.whenLeaving(() => {
		run.whenLeaving(() => undefined);
		postCommand(run.layout(), {
			id: 'late', at: '2026-01-01T00:00:00.000Z', type: 'reply', text: 'B', attachments: [],
		}, []);
	});
	await run.run();
	expect([run.requests.length, end(run), readCommands(run.layout())]).toEqual([2, 'completed', []]);
});

test('attempts: transient trouble -> tried again within the same turn, at most six times', async () => {
	const passing = await begin(
		() => ({type: 'failed', message: 'overloaded', retry: 'transient'}),
		() => ({type: 'failed', message: 'overloaded', retry: 'transient'}),
		each => finish(each)(),
	);
	await passing.run();
	expect(passing.story().filter(line => line.startsWith('turn'))).toEqual([
		'turn 1: work on 001 by codex, conversation new', 'turn 1 attempt 2: work on 001 by codex, conversation conv-1', 'turn 1 attempt 3: work on 001 by codex, conversation conv-1', 'turn 1 completed',
	]);
	const lasting = await begin(() => ({type: 'failed', message: 'overloaded\nlast words', retry: 'transient'}));
	await lasting.run();
	expect([lasting.requests.length, end(lasting)]).toEqual([6, 'paused agent_error']);
	const {run} = await lasting.client.snapshot();
	expect([run!.reason, run!.reasonDetails]).toEqual(['Turn 1 failed: overloaded', ['last words']]);
});

test('attempts: a usage limit -> waits until its reset time, says so, and goes on by itself', async () => {
	let clock = Date.parse('2026-01-01T00:00:00Z');
	const run: InlineRun = await inlineRun([
		() => ({
			type: 'failed', message: 'limit', retry: 'limit', until: '2026-01-01T03:00:00Z',
		}),
		() => finish(run)(),
	], {}, {
		now: () => clock,
		async wait(milliseconds) {
			clock += milliseconds;
			await Promise.resolve();
		},
	});
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect(run.story().filter(line => /^(?:turn|running|completed)/u.test(line))).toEqual([
		'turn 1: work on 001 by codex, conversation new', 'running waiting_limit', 'running', 'turn 1 attempt 2: work on 001 by codex, conversation conv-1', 'turn 1 completed', 'completed',
	]);
	expect(new Date(clock).toISOString()).toBe('2026-01-01T03:00:00.000Z');
});

test('attempts: a usage limit without a reset time -> tried every 30 minutes, for twelve hours', async () => {
	let clock = Date.parse('2026-01-01T00:00:00Z');
	const run: InlineRun = await inlineRun([() => ({type: 'failed', message: 'limit', retry: 'limit'})], {}, {
		now: () => clock,
		async wait(milliseconds) {
			clock += milliseconds;
			await Promise.resolve();
		},
	});
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect([run.requests.length, end(run), new Date(clock).toISOString()]).toEqual([25, 'paused agent_error', '2026-01-01T12:00:00.000Z']);
});

test('a worker that holds the lock: car run in another process of the same repository -> refused with 5', async () => {
	const run = await begin(async each => {
		expect(await each.client.run({
			once: false, dirty: true, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false,
		})).toMatchObject({type: 'refused', exitCode: 5});
		return finish(each)();
	});
	await run.run();
	expect(end(run)).toBe('completed');
});

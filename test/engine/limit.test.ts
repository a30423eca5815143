import fs from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {expect, test} from 'vitest';
import type {FlowEventBody} from '../../source/domain/event/flow-event.js';
import {createInlineClient} from '../../source/engine/client/inline-client.js';
import {layoutOf} from '../../source/store/folder/layout.js';
import {keepProcess} from '../../source/store/run/process-files.js';
import {runStarted, selected, turnStarted} from '../support/flow-log.js';
import {inlineRun, type Act, type InlineRun} from '../support/inline-run.js';

const runId = '20260101-000000-aaaa';
const waiting = (until: string): FlowEventBody => ({
	type: 'run_state_changed', status: 'running', reason_code: 'waiting_limit', reason: 'The agent\'s usage limit is reached', reason_details: [], next: 'it goes on by itself', until,
});

const waitedOut: FlowEventBody = {
	type: 'run_state_changed', status: 'running', reason_code: null, reason: null, reason_details: [], next: null, until: null,
};

/** A run whose worker was killed while it waited for a limit, what the log says at which times, and a clock that a wait moves. */
const killedWhileWaiting = async (log: ReadonlyArray<readonly [at: string, body: FlowEventBody]>, now: string, act: Act): Promise<{readonly run: InlineRun; readonly clock: () => string}> => {
	let clock = Date.parse(now);
	const run = await inlineRun([act], {}, {
		now: () => clock,
		async wait(milliseconds, signal) {
			clock += signal.aborted ? 0 : milliseconds;
			await Promise.resolve();
		},
	});
	await run.repo.ticket(1, {agent: 'codex', done: false});
	const layout = layoutOf(run.repo.path).run(runId);
	fs.mkdirSync(layout.turns, {recursive: true});
	fs.writeFileSync(layout.events, log.map(([at, body], index) => `${JSON.stringify({
		seq: index + 1, at, run_id: runId, ...body,
	})}\n`).join(''));
	// It was started and had spoken: without the limit nobody would know how the turn ended.
	keepProcess(layout, {
		pid: 99_999_999, startTime: '1', turn: 1, attempt: 1, tag: 'of-the-dead-worker',
	});
	return {run, clock: () => new Date(clock).toISOString()};
};

const begun: ReadonlyArray<readonly [string, FlowEventBody]> = [
	['2026-01-01T00:00:00.000Z', runStarted],
	['2026-01-01T00:00:00.000Z', selected(1)],
	['2026-01-01T00:00:00.000Z', turnStarted(1, 1)],
];

test.each<[name: string, recover: boolean]>([['car run', false], ['car run --recover', true]])('limit: the worker was killed while it waited, %s -> goes on waiting until the same time, then starts the turn', async (_name, recover) => {
	let startedAt = '';
	const {run, clock} = await killedWhileWaiting([...begun, ['2026-01-01T00:00:10.000Z', waiting('2026-01-01T03:00:00.000Z')]], '2026-01-01T01:00:00Z', () => {
		startedAt = clock();
		run.setDone(1);
		return 'done';
	});
	await run.run({recover});
	expect({startedAt, requests: run.requests.length}).toEqual({startedAt: '2026-01-01T03:00:00.000Z', requests: 1});
	expect(run.story().filter(line => !line.startsWith(' ')).slice(3)).toEqual([
		'running waiting_limit', 'recovered: turn 1 waited for a usage limit', 'running', 'turn 1: work on 001 by codex, conversation new', 'turn 1 completed', 'summary 1', 'completed',
	]);
});

test('limit: the limit is over when the next worker starts -> the turn starts at once', async () => {
	const {run, clock} = await killedWhileWaiting([...begun, ['2026-01-01T00:00:10.000Z', waiting('2026-01-01T03:00:00.000Z')]], '2026-01-02T00:00:00Z', () => {
		run.setDone(1);
		return 'done';
	});
	await run.run();
	expect([run.story().at(-1), clock()]).toEqual(['completed', '2026-01-02T00:00:00.000Z']);
});

test('limit: no reset time, eleven hours were waited by workers before -> the twelve hours are not begun anew', async () => {
	const {run, clock} = await killedWhileWaiting([
		...begun,
		['2026-01-01T00:00:00.000Z', waiting('2026-01-01T00:30:00.000Z')],
		['2026-01-01T00:30:00.000Z', waitedOut],
		['2026-01-01T00:30:00.000Z', turnStarted(1, 1, {attempt: 2})],
		['2026-01-01T11:00:00.000Z', waiting('2026-01-01T11:30:00.000Z')],
	], '2026-01-01T11:10:00Z', () => ({type: 'failed', message: 'limit', retry: 'limit'}));
	await run.run();
	expect([run.story().at(-1), clock(), run.requests.length]).toEqual(['paused agent_error', '2026-01-01T12:00:00.000Z', 2]);
});

test('limit: the wait is over and the next attempt was sent when the worker died -> its outcome is unknown', async () => {
	const {run} = await killedWhileWaiting([
		...begun,
		['2026-01-01T00:00:00.000Z', waiting('2026-01-01T00:30:00.000Z')],
		['2026-01-01T00:30:00.000Z', waitedOut],
		['2026-01-01T00:30:00.000Z', turnStarted(1, 1)],
	], '2026-01-01T01:00:00Z', () => 'done');
	await run.run();
	expect(run.story().at(-1)).toBe('paused outcome_unknown');
});

test('limit: the clock is put back by three days in the middle of the wait -> the wait is as long as it was to be', async () => {
	let [clock, elapsed, isBack] = [Date.parse('2026-01-01T00:00:00Z'), 0, false];
	const run = await inlineRun([() => ({
		type: 'failed', message: 'limit', retry: 'limit', until: '2026-01-01T01:00:00Z',
	}), () => {
		run.setDone(1);
		return 'done';
	}], {}, {
		now: () => clock,
		elapsed: () => elapsed,
		async wait(milliseconds, signal) {
			clock += signal.aborted ? 0 : milliseconds;
			elapsed += signal.aborted ? 0 : milliseconds / 1000;
			if (elapsed > 1800 && !isBack) {
				isBack = true;
				clock -= 3 * 86_400_000;
			}

			await Promise.resolve();
		},
	});
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect([run.story().at(-1), Math.round(elapsed)]).toEqual(['completed', 3600]);
});

test('limit: the reset time lies in the past each time -> the first try is quick, each further one later, none later than five minutes; a turn that ends begins anew', async () => {
	let clock = Date.parse('2026-01-01T00:00:00Z');
	const tries: number[] = [];
	const run = await inlineRun([request => {
		tries.push(clock / 1000);
		if (tries.length === 12) {
			run.write('work.txt', 'work');
			return 'not done yet';
		}

		if (tries.length === 14) {
			run.setDone(1);
			return 'done';
		}

		return {
			type: 'failed', message: `limit of ${request.agent}`, retry: 'limit', until: '2025-12-31T00:00:00Z',
		};
	}], {}, {
		now: () => clock,
		async wait(milliseconds, signal) {
			clock += signal.aborted ? 0 : milliseconds;
			await Promise.resolve();
		},
	});
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect([run.story().at(-1), tries.slice(1).map((at, index) => at - (tries[index] ?? 0))]).toEqual(['completed', [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 0, 1]]);
});

const plain = {
	once: false, dirty: true, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false,
};

/** A worker that waits for a limit in real time, and would for an hour. */
const waitingRun = async (): Promise<InlineRun> => {
	const run = await inlineRun([() => ({
		type: 'failed', message: 'limit', retry: 'limit', until: new Date(Date.now() + 3_600_000).toISOString(),
	})], {}, {
		async wait(milliseconds, signal) {
			await delay(milliseconds, undefined, {signal}).catch(() => undefined);
		},
	});
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.client.run(plain);
	while (!run.story().includes('running waiting_limit')) {
		await delay(10);
	}

	return run;
};

test.each([
	['pause_after_turn', 'paused paused_by_you'],
	['interrupt_turn', 'paused paused_by_you'],
	['stop', 'stopped'],
] as const)('limit: %s while it waits -> acts at once', async (type, end) => {
	const run = await waitingRun();
	await run.client.send({type});
	await run.client.whenIdle();
	expect(run.story().at(-1)).toBe(end);
});

test.each([
	['pause_after_turn', 'paused paused_by_you'],
	['stop', 'stopped'],
] as const)('limit: %s while the second worker waits for what the first one met -> acts at once; no turn is begun', async (type, end) => {
	const run = await waitingRun();
	await run.client.close();
	expect(run.story().at(-1)).toMatch(/^turn 1 interrupted/u);
	const {run: left} = await run.client.snapshot();
	expect([left!.status, left!.reasonCode]).toEqual(['running', 'waiting_limit']);
	const second = createInlineClient({repo: run.repo.path, world: run.world, version: '0.0.0'});
	await second.run(plain);
	while (!run.story().at(-1)!.startsWith('recovered')) {
		await delay(10);
	}

	await second.send({type});
	await second.whenIdle();
	expect([run.story().slice(-2), run.requests.length]).toEqual([['running', end], 1]);
});

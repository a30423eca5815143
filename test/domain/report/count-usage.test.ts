import {expect, test} from 'vitest';
import {countUsage, usageBy} from '../../../source/domain/report/count-usage.js';
import type {FlowEvent, FlowEventBody, Tokens} from '../../../source/domain/event/flow-event.js';

const log = (...bodies: ReadonlyArray<FlowEventBody & {readonly day?: number}>): readonly FlowEvent[] =>
	bodies.map(({day = 1, ...body}, index) => ({
		...body, seq: index + 1, at: `2026-11-0${day}T10:00:00.000Z`, run_id: 'run',
	}));

const started = (turn: number, ticket: string, model: string | null = null): FlowEventBody => ({
	type: 'turn_started', turn, ticket, agent: 'codex', attempt: 1, conversation_id: null, prompt_sha256: '', replies: [], purpose: 'work', model,
});

const finished = (turn: number, tokens: Tokens | null, more: {readonly model?: string; readonly limits?: ReadonlyArray<{readonly name: string; readonly used_percent: number; readonly resets_at: string | null}>} = {}): FlowEventBody => ({
	type: 'turn_finished', turn, outcome: 'completed', conversation_id: null, message: '', error: null, diff_stats: {files: 0, insertions: 0, deletions: 0}, tokens, changed: true, seconds: 1, ...more,
});

const tokens = (input: number): Tokens => ({input, output: 1, total: input + 1});

test('usage: three turns of two tickets, models and days -> summed by each, and in all', () => {
	const usage = countUsage(log(started(1, 'a.md', 'asked'), finished(1, tokens(10), {model: 'big'}), {...started(2, 'a.md', 'asked'), day: 2}, {...finished(2, tokens(20)), day: 2}, {...started(3, 'b.md'), day: 2}, {...finished(3, tokens(30)), day: 2}));
	expect(usage.total).toEqual({input: 60, output: 3, total: 63});
	const by = (key: 'ticket' | 'model' | 'day') => usageBy(usage.turns, turn => turn[key] ?? 'unknown').map(group => [group.key, group.turns, group.tokens.input]);
	expect(by('ticket')).toEqual([['a.md', 2, 30], ['b.md', 1, 30]]);
	expect(by('model')).toEqual([['big', 1, 10], ['asked', 1, 20], ['unknown', 1, 30]]);
	expect(by('day')).toEqual([['2026-11-01', 1, 10], ['2026-11-02', 2, 50]]);
});

test('usage: a turn that does not say -> counted as such; limits -> the newest word', () => {
	const limits = (percent: number) => [{name: '5 h', used_percent: percent, resets_at: null}];
	const usage = countUsage(log(started(1, 'a.md'), finished(1, null, {limits: limits(10)}), started(2, 'a.md'), finished(2, tokens(5), {limits: limits(20)})));
	expect([usage.uncounted, usage.turns.length, usage.limits]).toEqual([1, 1, [{agent: 'codex', at: '2026-11-01T10:00:00.000Z', limits: limits(20)}]]);
});

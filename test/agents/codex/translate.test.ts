import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {isEnd} from '../../../source/domain/event/agent-event.js';
import {replay} from './replay.js';

const names = ['basic', 'approvals', 'errors', 'lifecycle'] as const;

describe.each(names)('recording %s', name => {
	test('translation: each recorded line -> the events that stand beside it', async () => {
		const lines = replay(name).flatMap((turn, index) => [`turn ${index + 1}`, ...turn.map(({line, event}) => `${line} ${JSON.stringify(event)}`)]);
		await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(path.join(import.meta.dirname, `../../fixtures/codex/${name}.events.txt`));
	});

	test('translation: every turn that ended -> one end, its message is what was said, each call has one result', () => {
		const ended = replay(name).map(turn => turn.map(({event}) => event)).filter(turn => turn.some(event => isEnd(event)));
		expect(ended.length).toBeGreaterThan(2);
		for (const turn of ended) {
			const end = turn.at(-1)!;
			const said = turn.map(event => event.type === 'output_delta' && event.channel === 'message' ? event.text : '').join('');
			const ids = (type: 'tool_call' | 'tool_result') => turn.flatMap(event => event.type === type ? [event.call_id] : []).toSorted();
			expect(turn.filter(event => isEnd(event))).toHaveLength(1);
			expect(end.type !== 'completed' || said.trimEnd().endsWith(end.message)).toBe(true);
			expect(ids('tool_result')).toEqual(ids('tool_call'));
			expect(turn.filter(event => event.type === 'notice' && event.text.includes('passed over'))).toEqual([]);
		}
	});
});

test('translation: the first turn of the basic recording -> reasoning, message, tokens, end', () => {
	const [first] = replay('basic');
	const texts = (channel: string) => first!.map(({event}) => event.type === 'output_delta' && event.channel === channel ? event.text : '').join('');
	expect([texts('reasoning'), texts('message')]).toEqual(['**Thinking** about a greeting.\n', 'Hello from the mock model, streamed in many small deltas.\n']);
	expect(first!.filter(({event}) => event.type !== 'output_delta').map(({event}) => event)).toEqual([
		{type: 'notice', text: 'Model metadata for `mock-model` not found. Defaulting to fallback metadata; this can degrade performance and cause issues.'},
		{
			type: 'token_usage', input: 1200, output: 34, total: 1234,
		},
		{type: 'completed', message: 'Hello from the mock model, streamed in many small deltas.'},
	]);
});

test('translation: the errors recording -> each failure with what can help', () => {
	const ends = [...replay('errors'), ...replay('lifecycle')].flatMap(turn => turn.map(({event}) => event).filter(event => event.type === 'failed')).map(event => [event.retry, event.message.split('\n')[0]]);
	expect(new Set(ends.map(end => end.join(': ')))).toEqual(new Set([
		'limit: exceeded retry limit, last status: 429 Too Many Requests',
		'never: unexpected status 401 Unauthorized: mock bad key, url: http://model/v1/responses',
		'never: mock bad request',
		'transient: stream disconnected before completion: mock stream failure',
	]));
});

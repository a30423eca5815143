import {
	readFileSync, rmSync,
} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import type {AgentEvent} from '../../../source/domain/event/agent-event.js';
import type {LogLine} from '../../../source/domain/event/flow-event.js';
import type {
	LogLeaf, LogSearch, Mark, RunLog,
} from '../../../source/engine/client/flow-client.js';
import {openRunLog} from '../../../source/engine/run-log/open-run-log.js';
import {layoutOf} from '../../../source/store/folder/layout.js';
import {
	finished, runId, started, writeRun,
} from '../../support/write-run.js';

const delta = (text: string, channel: 'message' | 'tool' = 'message'): AgentEvent => ({
	type: 'output_delta', channel, text, ...(channel === 'tool' ? {call_id: '7'} : {}),
});

/** A run of three turns, the second of several leaves, with text that arrives in pieces of a few letters. */
const night = async () => {
	const run = await writeRun();
	run.flow({
		type: 'run_started', version: '2', config: {}, head: null, number: 1,
	});
	run.flow(started(1));
	run.say(1, delta('first turn\n'));
	run.flow(finished(1));
	run.flow(started(2));
	for (let line = 1; line <= 300; line++) {
		run.say(2, ...`line ${line}: a needle in the hay, and ${'words '.repeat(30)}\n`.match(/[^]{1,7}/g)!.map(text => delta(text)));
		if (line === 150) {
			run.flow({
				type: 'reply_received', reply: 1, command_id: null, to: null, ticket: null,
			});
		}
	}

	run.flow(finished(2, 'failed'));
	run.flow(started(3));
	run.say(3, {
		type: 'tool_call', call_id: '1', name: 'edit_file', summary: 'a.ts',
	}, {
		type: 'tool_result', call_id: '1', ok: false, summary: 'no such file', exit_code: 1,
	});
	run.flow({
		type: 'committed', commit: 'abc', kind: 'ticket', turn: 3,
	});
	run.flow(finished(3));
	return run;
};

const nightLog = async (): Promise<RunLog> => {
	const run = await night();
	return run.log();
};

const leavesOf = (log: RunLog, side: 'above' | 'below'): readonly LogLeaf[] => {
	const leaves = [log.find({type: side === 'below' ? 'start' : 'end'})!.leaf];
	for (let key = leaves[0]![side]; key !== null; key = leaves.at(-1)![side]) {
		leaves.push(log.leaf(key));
	}

	return leaves;
};

const seqs = (lines: readonly LogLine[]): readonly number[] => lines.map(line => line.seq);

const hitsOf = async (log: RunLog, search: Partial<LogSearch>): Promise<readonly number[]> => {
	const hits: number[] = [];
	for await (const step of log.search({
		text: '', isExpression: false, turn: null, ...search,
	}, new AbortController().signal)) {
		hits.push(...step.hits);
	}

	return hits;
};

describe('the leaves of a run', () => {
	test('from its beginning to its end: every line once, in order', async () => {
		const run = await night();
		const log = run.log();
		const leaves = leavesOf(log, 'below');
		const total = run.flow(started(4)) - 1;
		expect(leaves.length).toBeGreaterThan(5);
		expect(seqs(leaves.flatMap(leaf => leaf.lines))).toEqual(Array.from({length: total}, (_, index) => index + 1));
		log.close();
	});

	test('from its end to its beginning: the same leaves', async () => {
		const log = await nightLog();
		expect(leavesOf(log, 'above').toReversed().map(leaf => leaf.key)).toEqual(leavesOf(log, 'below').map(leaf => leaf.key));
		log.close();
	});

	test('no leaf begins within a line the agent said in pieces', async () => {
		const log = await nightLog();
		for (const leaf of leavesOf(log, 'below').filter(one => one.key.leaf > 0)) {
			const [first] = leaf.lines;
			expect(first!.type === 'agent_event' && first!.event.type === 'output_delta' ? first!.event.text : '').toMatch(/^line /);
		}

		log.close();
	});

	test('find: any seq, a turn, a time -> the leaf and the line', async () => {
		const run = await night();
		const log = run.log();
		for (let seq = 1; seq < 6000; seq += 97) {
			expect(log.find({type: 'seq', seq})!.seq).toBe(seq);
			expect(log.find({type: 'clock', at: Date.UTC(2026, 10, 22, 1) + (seq * 1000) - 500})!.seq).toBe(seq);
		}

		expect(log.find({type: 'turn', turn: 2})!.seq).toBe(5);
		expect(log.find({type: 'turn', turn: 9})).toBeUndefined();
		log.close();
	});

	test('a running turn: what is said later comes with the last leaf, and leaves that were read stay as they were', async () => {
		const run = await writeRun();
		run.flow(started(1));
		const log = run.log();
		const seen = new Map<string, string>();
		let count = 1;
		for (let round = 0; round < 60; round++) {
			count += run.say(1, ...Array.from({length: 40}, (_, index) => delta(`${'x'.repeat(80)}${index % 3 === 0 ? '\n' : ''}`))).length;
			const leaves = leavesOf(log, 'below');
			expect(leaves.flatMap(leaf => leaf.lines)).toHaveLength(count);
			for (const leaf of leaves.slice(0, -1)) {
				const key = JSON.stringify(leaf.key);
				const [first, last] = [leaf.lines[0]!.seq, leaf.lines.at(-1)!.seq];
				expect(seen.get(key) ?? `${first}-${last}`).toBe(`${first}-${last}`);
				seen.set(key, `${first}-${last}`);
			}
		}

		expect(seen.size).toBeGreaterThan(1);
		log.close();
	});

	test('lines longer than leaves: all are there, once', async () => {
		const run = await writeRun();
		run.flow(started(1));
		run.say(1, delta(`${'a'.repeat(400_000)}\n`), delta('between\n'), delta('b'.repeat(700_000)), delta('the end'));
		const log = run.log();
		expect(seqs(leavesOf(log, 'below').flatMap(leaf => leaf.lines))).toEqual([1, 2, 3, 4, 5]);
		expect(seqs(leavesOf(log, 'above').toReversed().flatMap(leaf => leaf.lines))).toEqual([1, 2, 3, 4, 5]);
		expect(log.find({type: 'seq', seq: 4})!.seq).toBe(4);
		log.close();
	});

	test('a turn whose transcript is gone: its events are there', async () => {
		const run = await night();
		rmSync(layoutOf(run.repo).run(runId).turn(2));
		const log = run.log();
		const {leaf} = log.find({type: 'turn', turn: 2})!;
		expect(leaf.lines.map(line => line.type)).toEqual(['turn_started', 'reply_received', 'turn_finished']);
		log.close();
	});

	test('a run that is not there: says so', async () => {
		const run = await writeRun();
		expect(() => openRunLog(layoutOf(run.repo), '20200101-000000-none')).toThrow('not there any more');
	});
});

describe('searching', () => {
	test('plain text that arrived in pieces: every line that holds it, once', async () => {
		const log = await nightLog();
		expect(await hitsOf(log, {text: 'a needle in the hay'})).toHaveLength(300);
		expect(await hitsOf(log, {text: 'line 77:'})).toHaveLength(1);
		expect(await hitsOf(log, {text: 'agent_event'})).toEqual([]);
		log.close();
	});

	test('an expression: the same lines', async () => {
		const log = await nightLog();
		expect(await hitsOf(log, {text: String.raw`line 7\d: a needle`, isExpression: true})).toHaveLength(10);
		expect(await hitsOf(log, {text: 'a needle in the hay', isExpression: true})).toEqual(await hitsOf(log, {text: 'a needle in the hay'}));
		log.close();
	});

	test('what is written otherwise in JSON: quotes, backslashes, letters of the world', async () => {
		const run = await writeRun();
		run.flow(started(1));
		const [first, second, third] = run.say(1, delta('say "hello\\n" now\n'), delta('path C:\\new\n'), delta('日本語 text\n', 'tool'));
		const log = run.log();
		expect(await hitsOf(log, {text: String.raw`"hello\n"`})).toEqual([first]);
		expect(await hitsOf(log, {text: String.raw`C:\new`})).toEqual([second]);
		expect(await hitsOf(log, {text: '本語 t'})).toEqual([third]);
		log.close();
	});

	test('a call, as it is shown: found although its words lie in two fields', async () => {
		const log = await nightLog();
		expect(await hitsOf(log, {text: 'edit_file a.ts'})).toHaveLength(1);
		log.close();
	});

	test('events of the run: found in their place; one turn: only there', async () => {
		const log = await nightLog();
		const all = await hitsOf(log, {text: 'TICKET-00'});
		expect(all).toHaveLength(3);
		expect(all).toEqual(all.toSorted((one, other) => one - other));
		expect(await hitsOf(log, {text: 'needle', turn: 1})).toEqual([]);
		expect(await hitsOf(log, {text: 'first turn', turn: 1})).toHaveLength(1);
		log.close();
	});

	test('an event of the run: found by what the screen shows of it, with its numbers, and by nothing else', async () => {
		const log = await nightLog();
		expect(await Promise.all(['turn 2 failed: broke; 1 file, +2 -3', '1 received', 'abc (ticket)', 'prompt_sha256', '.codex-autorunner'].map(async text => hitsOf(log, {text})))).toEqual([[expect.any(Number)], [expect.any(Number)], [expect.any(Number)], [], []]);
		log.close();
	});

	test('an expression that is none: throws', async () => {
		const log = await nightLog();
		await expect(hitsOf(log, {text: '(', isExpression: true})).rejects.toThrow(SyntaxError);
		log.close();
	});
});

describe('jumping', () => {
	test.each<[Mark, number]>([['error', 2], ['commit', 1], ['turn', 3], ['call', 1], ['edit', 1], ['question', 0]])('%s: as many forwards as backwards, in order', async (mark, count) => {
		const log = await nightLog();
		const {signal} = new AbortController();
		const walk = async (direction: 'next' | 'previous'): Promise<readonly number[]> => {
			const found: number[] = [];
			for (let seq = await log.findMark([mark], {seq: direction === 'next' ? 0 : 1e9, direction}, signal); seq !== undefined; seq = await log.findMark([mark], {seq, direction}, signal)) {
				found.push(seq);
			}

			return found;
		};

		const down = await walk('next');
		expect(down).toHaveLength(count);
		expect(await walk('previous')).toEqual(down.toReversed());
		log.close();
	});

	test('text that looks like an error: is none', async () => {
		const run = await writeRun();
		run.flow(started(1));
		run.say(1, delta('"event":{"type":"failed","ok":false\n'), delta('{"type":"tool_call"}\n'));
		const log = run.log();
		expect(await log.findMark(['error', 'call'], {seq: 1, direction: 'next'}, new AbortController().signal)).toBeUndefined();
		log.close();
	});
});

test('a turn as markdown: what was said as it was, output in fences, nothing a terminal obeys', async () => {
	const run = await writeRun();
	run.flow(started(1));
	run.say(1, {type: 'output_delta', channel: 'reasoning', text: 'First I look.\nThen I act.\n'}, {
		type: 'tool_call', call_id: '7', name: 'exec', summary: 'npm test',
	}, delta('ok \u001B[31mred\n', 'tool'), delta('2 passed\n', 'tool'), {
		type: 'tool_result', call_id: '7', ok: true, summary: 'npm test', exit_code: 0,
	}, delta('All '), delta('done.\n'), {type: 'completed', message: 'All done.'});
	run.flow(finished(1));
	run.flow(started(2));
	const log = run.log();
	const file = await log.exportTurn(1);
	expect(file).toBe(`.codex-autorunner/exports/${runId}-turn-0001.md`);
	expect(readFileSync(path.join(run.repo, file), 'utf8')).toBe(`# turn 1 of TICKET-001 with codex

run ${runId}, 2026-11-22T01:00:01.000Z

> First I look.
> Then I act.

**exec** \`npm test\`

~~~~~~
ok red
2 passed
~~~~~~

ok: npm test (exit 0)

All done.

turn 1 **completed** (1 s, 1 file +2 -3)

`);
	await expect(log.exportTurn(5)).rejects.toThrow('no turn 5');
	log.close();
});

test('a turn as markdown: whatever happened in it is told, and all that is kept of what its checks printed', async () => {
	const run = await writeRun();
	run.flow(started(1));
	run.flow({
		type: 'command_refused', command_id: 'x', reason: '3 is not open',
	});
	run.flow(finished(1, 'failed'));
	run.flow({
		type: 'verify_finished', ticket: 'x/TICKET-001.md', turn: 1, baseline: false, results: [{
			command: 'npm test', exit_code: 0, before: null, seconds: 3, tail: `${'ok\n'.repeat(12)}\n12 passed\n`,
		}],
	});
	const log = run.log();
	expect(readFileSync(path.join(run.repo, await log.exportTurn(1)), 'utf8')).toBe(`# turn 1 of TICKET-001 with codex

run ${runId}, 2026-11-22T01:00:01.000Z

**refused**: 3 is not open

turn 1 **failed** (1 s, 1 file +2 -3)

~~~~~~
broke
~~~~~~

checks of TICKET-001

~~~~~~
passes: npm test (3 s)
${'  ok\n'.repeat(12)}
  12 passed
~~~~~~

`);
	log.close();
});

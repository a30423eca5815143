import {mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {layoutOf, type Layout} from '../../source/store/layout.js';
import {
	findRun, listRuns, newRunId, nextRunNumber,
} from '../../source/store/run-folders.js';
import {tempFolder} from '../support/temp-folder.js';

const ids = ['20260101-000000-aaaa', '20260102-000000-bbbb', '20260103-000000-cccc'] as const;

const begin = async (layout: Layout, runId: string, fields: Readonly<Record<string, unknown>>, end = '\n'): Promise<void> => {
	const {folder, events} = layout.run(runId);
	await mkdir(folder, {recursive: true});
	await writeFile(events, `${JSON.stringify({
		seq: 1, at: '2026-01-01T00:00:00.000Z', run_id: runId, type: 'run_started', version: '1', ...fields,
	})}${end}`);
};

describe('runs', () => {
	test('listRuns: no folder -> none; a log without a whole first line -> no run', async () => {
		const layout = layoutOf(await tempFolder());
		expect(listRuns(layout)).toEqual([]);
		await begin(layout, ids[0], {number: 1}, '');
		await mkdir(path.join(layout.runs, 'notes'));
		expect(listRuns(layout)).toEqual([]);
	});

	test('listRuns: an earlier run is taken away -> the others keep their numbers, and the next is a new one', async () => {
		const layout = layoutOf(await tempFolder());
		for (const [index, runId] of ids.entries()) {
			// A first line longer than one read.
			await begin(layout, runId, {number: index + 1, done: Array.from({length: 20_000}, (_, number) => number)});
		}

		await rm(layout.run(ids[0]).folder, {recursive: true});
		expect(listRuns(layout)).toEqual([{runId: ids[1], number: 2}, {runId: ids[2], number: 3}]);
		expect([findRun(layout, '#2').runId, findRun(layout, 'cccc').number, nextRunNumber(listRuns(layout))]).toEqual([ids[1], 3, 4]);
		expect(() => findRun(layout, '1-0')).toThrow('There is no run "1-0"');
	});

	test('listRuns: a log that does not say its number -> the one after the run before', async () => {
		const layout = layoutOf(await tempFolder());
		await begin(layout, ids[0], {number: 4});
		await begin(layout, ids[1], {number: 'five'});
		expect(listRuns(layout).map(run => run.number)).toEqual([4, 5]);
	});

	test('newRunId: the newest began in the same second -> comes after it all the same', () => {
		expect(newRunId(Date.UTC(2026, 0, 3), () => 0, ids[2])).toBe('20260103-000001-0000');
	});
});

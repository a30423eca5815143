import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {layoutOf, type Layout} from '../../../source/store/folder/layout.js';
import {pruneTranscripts} from '../../../source/store/run/prune-transcripts.js';
import {tempFolder} from '../../support/temp-folder.js';

const [old, current] = ['20260101-000000-aaaa', '20260201-000000-bbbb'];
const day = 86_400_000;
const now = Date.parse('2026-03-01T00:00:00Z');

/** Two runs of twelve turns; each turn has a transcript and a prompt of 500 bytes, of 40 and of 20 days ago. */
const twoRuns = async (): Promise<Layout> => {
	const layout = layoutOf(await tempFolder('prune'));
	for (const [runId, days] of [[old, 40], [current, 20]] as const) {
		const run = layout.run(runId);
		fs.mkdirSync(run.turns, {recursive: true});
		fs.writeFileSync(run.events, '{"seq":1,"at":"","run_id":"x","type":"run_started","version":"1"}\n');
		for (let turn = 1; turn <= 12; turn++) {
			for (const file of [run.turn(turn), run.prompt(turn)]) {
				fs.writeFileSync(file, 'x'.repeat(500));
				fs.utimesSync(file, (now - (days * day)) / 1000, (now - (days * day)) / 1000);
			}
		}
	}

	return layout;
};

const left = (layout: Layout): readonly string[] => [old, current].map(runId => {
	const turns = fs.readdirSync(layout.run(runId).turns).filter(name => name.endsWith('.jsonl')).map(name => Number.parseInt(name, 10)).toSorted((one, other) => one - other);
	return turns.length === 0 ? 'none' : `${turns[0]}-${turns.at(-1)}`;
});

test.each([
	['young and small -> all stay', {days: 50, maxBytes: 24_000}, 0, ['1-12', '1-12']],
	['older than the days -> their transcripts and prompts go', {days: 30, maxBytes: 1_000_000}, 24, ['none', '1-12']],
	['older than the days in this run -> its ten newest turns stay', {days: 10, maxBytes: 1_000_000}, 28, ['none', '3-12']],
	['more bytes than allowed -> the oldest go, of the oldest run first', {days: 50, maxBytes: 20_000}, 8, ['5-12', '1-12']],
	['no bytes allowed -> the ten newest turns of this run stay', {days: 50, maxBytes: 0}, 28, ['none', '3-12']],
] as const)('pruneTranscripts: %s', async (_name, limits, removed, expected) => {
	const layout = await twoRuns();
	expect([pruneTranscripts(layout, {runId: current, turn: 12}, {...limits, now}), left(layout)]).toEqual([removed, expected]);
	expect([old, current].map(runId => fs.existsSync(layout.run(runId).events))).toEqual([true, true]);
});

test('pruneTranscripts: other files in the folder, a folder named like a turn -> they stay; a torn end that was kept goes', async () => {
	const layout = await twoRuns();
	const {turns} = layout.run(old);
	fs.writeFileSync(path.join(turns, 'notes.md'), 'mine');
	fs.writeFileSync(path.join(turns, '0001.jsonl.torn-77'), '{');
	fs.mkdirSync(path.join(turns, '0099.jsonl'));
	pruneTranscripts(layout, {runId: current, turn: 12}, {days: 1, maxBytes: 0, now});
	expect(fs.readdirSync(turns).toSorted()).toEqual(['0099.jsonl', 'notes.md']);
});

import fs from 'node:fs';
import path from 'node:path';
import {disk} from '../file/durable-write.js';
import {ifAllowed} from '../file/if-there.js';
import type {Layout} from '../folder/layout.js';
import {listRuns} from './run-folders.js';

/** So many of the newest turns stay whatever they take: a start after a crash reads the last, and a human the few before it. */
const newestTurns = 10;

/** A transcript, the prompt of a turn, or a torn end that was kept beside one. */
const turnFile = /^(?<turn>\d{4,})\.(?:jsonl|prompt\.md)(?:\.torn-\d+)?$/v;

type TurnFile = {readonly file: string; readonly bytes: number; readonly mtimeMs: number; readonly isKept: boolean};

const turnFilesOf = (folder: string, newest: number): readonly TurnFile[] => (ifAllowed(() => fs.readdirSync(folder)) ?? [])
	.flatMap(name => {
		const turn = Number(turnFile.exec(name)?.groups?.turn ?? Number.NaN);
		const stat = Number.isNaN(turn) ? undefined : fs.lstatSync(path.join(folder, name), {throwIfNoEntry: false});
		return stat?.isFile() === true
			? [{
				file: path.join(folder, name), turn, bytes: stat.size, mtimeMs: stat.mtimeMs, isKept: turn > newest - newestTurns,
			}]
			: [];
	})
	.toSorted((one, other) => one.turn - other.turn);

/**
 * Removes what agents said, and were sent, in old turns: older than `days`, and then from the oldest on until all of it takes at most `maxBytes`. The ten newest turns of run `runId`, whose last is `turn`, stay.
 * Events, messages, replies and tickets are never removed. `now` in milliseconds since the epoch. Answers how many files went; one that cannot be removed stays.
 */
export const pruneTranscripts = (layout: Layout, {runId, turn}: {readonly runId: string; readonly turn: number}, {days, maxBytes, now}: {readonly days: number; readonly maxBytes: number; readonly now: number}): number => {
	const files = listRuns(layout).flatMap(run => turnFilesOf(layout.run(run.runId).turns, run.runId === runId ? turn : Number.POSITIVE_INFINITY));
	let left = files.reduce((sum, {bytes}) => sum + bytes, 0);
	let removed = 0;
	for (const {file, bytes, mtimeMs, isKept} of files) {
		if (isKept || (left <= maxBytes && now - mtimeMs <= days * 86_400_000)) {
			continue;
		}

		const isGone = ifAllowed(() => {
			disk.unlink(file);
			return true;
		});
		left -= isGone === true ? bytes : 0;
		removed += isGone === true ? 1 : 0;
	}

	return removed;
};

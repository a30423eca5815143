import {
	closeSync, openSync, readdirSync, readSync,
} from 'node:fs';
import {Buffer} from 'node:buffer';
import {UserError} from '../domain/user-error.js';
import type {Layout} from './layout.js';

export type RunFolder = {readonly runId: string; readonly number: number};

const runIdShape = /^\d{8}-\d{6}-[a-z\d]{4}$/;

const stampOf = (moment: number): string => new Date(moment).toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);

/** A fresh id: UTC time and four random characters. `now` in milliseconds since the epoch, `random` in [0, 1). Order of ids is order of start: an id never comes before `newest`, though it began in the same second or the clock went back. */
export const newRunId = (now: number, random: () => number, newest?: string): string => {
	const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(newest ?? '') ?? [];
	const after = newest === undefined || year === undefined ? now : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) + 1000;
	const letters = Array.from({length: 4}, () => Math.floor(random() * 36).toString(36)).join('');
	return `${stampOf(Math.max(now, after))}-${letters}`;
};

const begun = new Set<string>();

/** Whether the first line of a log is whole: a worker that died before never had a run. Once true it stays so. */
const hasBegun = (file: string): boolean => {
	if (begun.has(file)) {
		return true;
	}

	let descriptor: number;
	try {
		descriptor = openSync(file, 'r');
	} catch {
		return false;
	}

	try {
		const block = Buffer.alloc(65_536);
		for (let length = readSync(descriptor, block); length > 0; length = readSync(descriptor, block)) {
			if (block.subarray(0, length).includes(0x0A)) {
				begun.add(file);
				return true;
			}
		}

		return false;
	} finally {
		closeSync(descriptor);
	}
};

/** Every run whose log has begun, in order of start; its place in the order is its number. */
export const listRuns = (layout: Layout): readonly RunFolder[] => {
	let names: readonly string[];
	try {
		names = readdirSync(layout.runs);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return [];
		}

		throw error;
	}

	return names.filter(name => runIdShape.test(name) && hasBegun(layout.run(name).events)).toSorted().map((runId, index) => ({runId, number: index + 1}));
};

/** Finds a run by its number (`#3` or `3`) or any unique part of its id. Throws UserError when none or several fit. */
export const findRun = (layout: Layout, part: string): RunFolder => {
	const runs = listRuns(layout);
	const number = /^#?(\d{1,6})$/.exec(part)?.[1];
	const byNumber = runs.find(run => String(run.number) === number);
	if (byNumber !== undefined) {
		return byNumber;
	}

	const found = runs.filter(run => run.runId.includes(part));
	const [only] = found;
	if (only !== undefined && found.length === 1) {
		return only;
	}

	throw new UserError(
		found.length === 0 ? `There is no run "${part}"` : `"${part}" fits ${found.length} runs: ${found.map(run => run.runId).join(', ')}`,
		'car runs lists them',
	);
};

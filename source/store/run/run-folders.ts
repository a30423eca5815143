import {
	closeSync, existsSync, fstatSync, openSync, readSync,
} from 'node:fs';
import {Buffer} from 'node:buffer';
import {UserError} from '../../domain/user-error.js';
import {decodeLine} from '../../domain/event/codec.js';
import {ifAllowed, namesIn} from '../file/if-there.js';
import type {Layout} from '../folder/layout.js';

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

/** What the first line of a log says; it never changes once it is there. */
type Beginning = {readonly number: number | undefined};

const begun = new Map<string, Beginning>();

const firstLineOf = (file: string): {readonly line: string; readonly isAll: boolean} | undefined => {
	const descriptor = ifAllowed(() => openSync(file, 'r'));
	if (descriptor === undefined) {
		return undefined;
	}

	try {
		const blocks: Buffer[] = [];
		for (;;) {
			const block = Buffer.alloc(65_536);
			const length = readSync(descriptor, block);
			const end = block.subarray(0, length).indexOf(0x0A);
			blocks.push(block.subarray(0, end === -1 ? length : end));
			if (end !== -1) {
				const line = Buffer.concat(blocks);
				return {line: line.toString('utf8'), isAll: fstatSync(descriptor).size === line.length + 1};
			}

			if (length === 0) {
				return undefined;
			}
		}
	} finally {
		closeSync(descriptor);
	}
};

/** How a log begins; undefined while its first line is not whole: a worker that died before never had a run. */
const beginningOf = (file: string): Beginning | undefined => {
	const known = begun.get(file);
	if (known !== undefined) {
		// Somebody may have deleted the log meanwhile.
		return existsSync(file) ? known : undefined;
	}

	const first = firstLineOf(file);
	if (first === undefined) {
		return undefined;
	}

	const decoded = decodeLine(first.line);
	// A loss of power can leave its length without its bytes. With more lines behind it, it is damage that must be told.
	if (decoded.type === 'damaged' && first.isAll) {
		return undefined;
	}

	const number = decoded.type === 'event' && decoded.event.type === 'run_started' ? decoded.event.number : undefined;
	const beginning = {number: Number.isSafeInteger(number) ? number : undefined};
	begun.set(file, beginning);
	return beginning;
};

const namesOf = (layout: Layout): readonly string[] => namesIn(layout.runs).filter(name => runIdShape.test(name)).toSorted();

/** The latest id with a log, also one without a whole line: its number is taken. */
export const latestRunId = (layout: Layout): string | undefined => namesOf(layout).findLast(name => existsSync(layout.run(name).events));

/** Every run whose log has begun, in order of start. A run keeps the number its log gives it, whatever became of the runs before it. */
export const listRuns = (layout: Layout): readonly RunFolder[] => {
	const runs: RunFolder[] = [];
	for (const runId of namesOf(layout)) {
		const beginning = beginningOf(layout.run(runId).events);
		if (beginning !== undefined) {
			runs.push({runId, number: beginning.number ?? nextRunNumber(runs)});
		}
	}

	return runs;
};

/** The number of the run that comes after these. */
export const nextRunNumber = (runs: readonly RunFolder[]): number => Math.max(0, ...runs.map(run => run.number)) + 1;

/** Finds a run by its number (`#3` or `3`) or any unique part of its id; up to three digits are always a number, since every id holds them somewhere. Throws UserError when none or several fit. */
export const findRun = (layout: Layout, part: string): RunFolder => {
	const runs = listRuns(layout);
	const number = /^#?(\d{1,6})$/.exec(part)?.[1];
	const byNumber = runs.find(run => String(run.number) === number);
	if (byNumber !== undefined) {
		return byNumber;
	}

	const found = /^(?:#.*|\d{1,3})$/.test(part) ? [] : runs.filter(run => run.runId.includes(part));
	const [only] = found;
	if (only !== undefined && found.length === 1) {
		return only;
	}

	throw new UserError(
		found.length === 0 ? `There is no run "${part}"` : `"${part}" fits ${found.length} runs: ${found.map(run => run.runId).join(', ')}`,
		'car runs lists them',
	);
};

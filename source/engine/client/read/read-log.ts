import {readdirSync} from 'node:fs';
import path from 'node:path';
import {setImmediate as giveWay} from 'node:timers/promises';
import {decodeLine} from '../../../domain/event/codec.js';
import type {LogLine} from '../../../domain/event/flow-event.js';
import {UserError} from '../../../domain/user-error.js';
import type {Layout, RunLayout} from '../../../store/folder/layout.js';
import {readEvents} from '../../../store/run/event-log-file.js';
import {findRun, listRuns, type RunFolder} from '../../../store/run/run-folders.js';
import {openTranscript} from '../../../store/run/transcript-file.js';
import type {LogPiece} from '../flow-client.js';

/** The run that a number or a part of an id names; null: the newest. Throws UserError when there is none, or more than one. */
export const runNamed = (layout: Layout, name: string | null): RunFolder => {
	const run = name === null ? listRuns(layout).at(-1) : findRun(layout, name);
	if (run === undefined) {
		throw new UserError('There is no run yet, so there is no log.', 'car run starts one.');
	}

	return run;
};

/** Transcripts that were kept, in the order of their turns. */
const transcripts = (run: RunLayout, turn: number | null): readonly string[] => {
	let names: readonly string[];
	try {
		names = readdirSync(run.turns);
	} catch {
		return [];
	}

	return names
		.filter(name => /^\d{4,}\.jsonl$/v.test(name) && (turn === null || Number.parseInt(name, 10) === turn))
		.toSorted((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10))
		.map(name => path.join(run.turns, name));
};

/**
 * Both kinds of a run's lines in the order of `seq`. Transcripts are read page by page, since one may be larger than memory; turns follow one another, so merging needs no sorting.
 * Lines that are no events are counted in the warnings.
 */
export async function * readLog(run: RunLayout, turn: number | null): AsyncGenerator<LogPiece> {
	const {events, warnings, damage} = readEvents(run.events);
	let next = 0;
	const eventsBefore = (seq: number): readonly LogLine[] => {
		const from = next;
		while ((events[next]?.seq ?? seq) < seq) {
			next++;
		}

		return events.slice(from, next);
	};

	let damaged = 0;
	const merged = (text: string): readonly LogLine[] => {
		const decoded = decodeLine(text);
		damaged += decoded.type === 'damaged' ? 1 : 0;
		return decoded.type === 'event' ? [...eventsBefore(decoded.event.seq), decoded.event] : [];
	};

	for (const file of transcripts(run, turn)) {
		const transcript = openTranscript(file);
		try {
			for (let page = 0; page <= transcript.last(); page++) {
				yield {lines: transcript.lines(page).flatMap(text => merged(text)), warnings: []};
				// Who reads no more is heard of only between two pieces.
				await giveWay();
			}
		} finally {
			transcript.close();
		}
	}

	yield {
		lines: eventsBefore(Number.POSITIVE_INFINITY),
		warnings: [
			...warnings,
			...damage === undefined ? [] : [damage],
			...damaged === 0 ? [] : [`${run.turns}: ${damaged} ${damaged === 1 ? 'line is' : 'lines are'} no event`],
		],
	};
}

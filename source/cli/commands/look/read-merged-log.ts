import {readdirSync} from 'node:fs';
import path from 'node:path';
import {decodeLine} from '../../../domain/event/codec.js';
import type {FlowEvent, LogLine} from '../../../domain/event/flow-event.js';
import {readEvents, readLines} from '../../../store/run/event-log-file.js';
import type {RunLayout} from '../../../store/folder/layout.js';

/** Transcripts that were kept, in the order of their turns. */
const transcripts = (run: RunLayout, turn: number | undefined): readonly string[] => {
	let names: readonly string[];
	try {
		names = readdirSync(run.turns);
	} catch {
		return [];
	}

	return names
		.filter(name => /^\d{4,}\.jsonl$/v.test(name) && (turn === undefined || Number.parseInt(name, 10) === turn))
		.toSorted((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10))
		.map(name => path.join(run.turns, name));
};

/**
 * Hands both kinds of a run's lines to `show` in the order of `seq`. Transcripts are read piece by piece, since one may be larger than memory; turns follow one another, so merging needs no sorting.
 * Lines that are no events are counted in the warnings.
 */
export const readMergedLog = (run: RunLayout, turn: number | undefined, show: (line: LogLine) => void): {readonly lastSeq: number; readonly warnings: readonly string[]} => {
	const {events, warnings, damage} = readEvents(run.events);
	let next = 0;
	let lastSeq = 0;
	const emit = (line: LogLine) => {
		lastSeq = Math.max(lastSeq, line.seq);
		show(line);
	};

	const emitEvents = (before: number) => {
		for (let event: FlowEvent | undefined = events[next]; event !== undefined && event.seq < before; event = events[next]) {
			emit(event);
			next++;
		}
	};

	let damaged = 0;
	const take = (text: string) => {
		const decoded = decodeLine(text);
		if (decoded.type === 'event') {
			emitEvents(decoded.event.seq);
			emit(decoded.event);
		} else if (decoded.type === 'damaged') {
			damaged++;
		}
	};

	for (const file of transcripts(run, turn)) {
		readLines(file, 0, take);
	}

	emitEvents(Number.POSITIVE_INFINITY);
	return {
		lastSeq,
		warnings: [
			...warnings,
			...damage === undefined ? [] : [damage],
			...damaged === 0 ? [] : [`${run.turns}: ${damaged} ${damaged === 1 ? 'line is' : 'lines are'} no event`],
		],
	};
};

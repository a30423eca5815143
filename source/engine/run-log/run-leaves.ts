import {decodeLine} from '../../domain/event/codec.js';
import type {LogLine} from '../../domain/event/flow-event.js';
import type {RunLayout} from '../../store/folder/layout.js';
import {openTranscript, type TranscriptFile} from '../../store/run/transcript-file.js';
import type {LogLeaf, LogSpot, LeafKey} from '../../domain/run/run-log.js';
import {indexEvents, type EventIndex} from './index-events.js';

/** The leaves of a run: the transcripts of its turns one after another, with the events of the run between their lines. */
export type RunLeaves = {
	readonly index: EventIndex;
	readonly transcript: (turn: number) => TranscriptFile;
	readonly find: (spot: LogSpot) => {readonly leaf: LogLeaf; readonly seq: number} | undefined;
	readonly leaf: (key: LeafKey) => LogLeaf;
	readonly close: () => void;
};

/** Files held open at once. */
const mostOpen = 8;

const seqOf = (head: string): number | undefined => {
	const digits = /"seq":(\d+)/.exec(head)?.[1];
	return digits === undefined ? undefined : Number(digits);
};

const atOf = (head: string): number => Date.parse(/"at":"([^"]+)"/.exec(head)?.[1] ?? '');

/** The greatest number from 0 to `last` for which `isBefore` still holds; 0 when it holds for none. It must hold for a beginning of them. */
const lastBefore = (last: number, isBefore: (leaf: number) => boolean): number => {
	let low = 0;
	let high = last;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (isBefore(middle)) {
			low = middle;
		} else {
			high = middle - 1;
		}
	}

	return low;
};

const openFiles = (run: RunLayout) => {
	const files = new Map<number, TranscriptFile>();
	return {
		get(turn: number): TranscriptFile {
			const file = files.get(turn) ?? openTranscript(run.turn(turn));
			// The one used last stands last.
			files.delete(turn);
			files.set(turn, file);
			const [oldest] = files.keys();
			if (files.size > mostOpen && oldest !== undefined) {
				files.get(oldest)?.close();
				files.delete(oldest);
			}

			return file;
		},
		close() {
			for (const file of files.values()) {
				file.close();
			}

			files.clear();
		},
	};
};

export const openLeaves = (run: RunLayout): RunLeaves => {
	const index = indexEvents(run.events);
	const files = openFiles(run);
	const {events, turns} = index;

	const placeOf = (turn: number): number => turns.findIndex(one => one.turn === turn);

	/** The first event with this seq or a later one. */
	const eventAt = (seq: number): number => {
		const before = lastBefore(events.length, at => (events[at - 1]?.seq ?? 0) < seq);
		return before;
	};

	const spokeBefore = (file: TranscriptFile, leaf: number): boolean =>
		leaf > 0 && file.bytes(0, Math.min(file.begin(leaf) ?? 0, 1_048_576)).includes('"channel":"message"');

	const leaf = (key: LeafKey): LogLeaf => {
		index.refresh();
		const at = Math.max(0, placeOf(key.turn));
		const turn = turns[at]?.turn ?? 0;
		const file = files.get(turn);
		const said = file.lines(key.leaf).flatMap((text): readonly LogLine[] => {
			const decoded = decodeLine(text);
			return decoded.type === 'event' ? [decoded.event] : [];
		});
		const last = file.last();
		const isFirst = key.leaf === 0;
		const isLast = key.leaf >= last;
		const nextTurn = turns[at + 1];
		const fromEvent = isFirst ? turns[at]?.first ?? 0 : eventAt(seqOf(file.head(key.leaf)) ?? 0);
		const toEvent = isLast ? nextTurn?.first ?? events.length : eventAt(seqOf(file.head(key.leaf + 1)) ?? 0);
		const previous = turns[at - 1];
		return {
			key: {turn, leaf: key.leaf},
			lines: [...index.read(fromEvent, toEvent), ...said].toSorted((one, other) => one.seq - other.seq),
			above: isFirst ? (previous === undefined ? null : {turn: previous.turn, leaf: files.get(previous.turn).last()}) : {turn, leaf: key.leaf - 1},
			below: isLast ? (nextTurn === undefined ? null : {turn: nextTurn.turn, leaf: 0}) : {turn, leaf: key.leaf + 1},
			hasSpoken: spokeBefore(files.get(turn), key.leaf),
		};
	};

	const at = (turn: number, number: number, isWanted: (line: LogLine) => boolean) => {
		let found = leaf({turn, leaf: number});
		let line = found.lines.find(one => isWanted(one));
		// What is wanted may begin only on the next leaf, or the leaf may be empty.
		for (let steps = 0; line === undefined && found.below !== null && steps < 1000; steps++) {
			found = leaf(found.below);
			line = found.lines.find(one => isWanted(one));
		}

		return {leaf: found, seq: line?.seq ?? found.lines.at(-1)?.seq ?? 0};
	};

	const find = (spot: LogSpot) => {
		index.refresh();
		switch (spot.type) {
			case 'turn': {
				return placeOf(spot.turn) === -1 ? undefined : at(spot.turn, 0, () => true);
			}

			case 'start': {
				return at(0, 0, () => true);
			}

			case 'end': {
				const turn = turns.at(-1)?.turn ?? 0;
				return at(turn, files.get(turn).last(), () => false);
			}

			case 'seq': {
				const {turn = 0} = turns.findLast(one => one.seq <= spot.seq) ?? {};
				const file = files.get(turn);
				return at(turn, lastBefore(file.last(), number => (seqOf(file.head(number)) ?? Number.POSITIVE_INFINITY) <= spot.seq), line => line.seq >= spot.seq);
			}

			case 'clock': {
				const {turn = 0} = turns.findLast(one => (events[one.first]?.at ?? 0) <= spot.at) ?? {};
				const file = files.get(turn);
				return at(turn, lastBefore(file.last(), number => atOf(file.head(number)) <= spot.at), line => Date.parse(line.at) >= spot.at);
			}

			default: {
				return spot satisfies never;
			}
		}
	};

	return {
		index, transcript: files.get, find, leaf, close: files.close,
	};
};

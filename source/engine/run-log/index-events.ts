import {Buffer} from 'node:buffer';
import {decodeLine, isFlowEvent} from '../../domain/event/codec.js';
import type {FlowEvent} from '../../domain/event/flow-event.js';
import {readLines, readPiece} from '../../store/run/event-log-file.js';
import {markOfSort, type Mark} from '../../domain/run/run-log.js';
import {tellEvent} from '../../domain/words/tell-event.js';

/** Where one event of the run lies. */
export type EventPlace = {readonly seq: number; readonly at: number; readonly offset: number; readonly length: number};

export type TurnPlace = {
	/** 0 for what happened before the first turn. */
	readonly turn: number;
	/** Place in `events` of its first event. */
	readonly first: number;
	/** Of its first event: everything of the turn has this seq or a later one. */
	readonly seq: number;
};

/** The events of a run by their places, kept up by reading only what was added. A night has thousands of them, some of them large: their text stays on the disk. */
export type EventIndex = {
	readonly refresh: () => void;
	readonly events: readonly EventPlace[];
	/** In the order of their beginning; always begins with turn 0. */
	readonly turns: readonly TurnPlace[];
	/** The events from place `from` to before place `to`. */
	readonly read: (from: number, to: number) => readonly FlowEvent[];
	/** What an event is to somebody who flies through the log: what its line on the screen is. */
	readonly markOf: (place: EventPlace) => Mark | null;
};

const head = /^{"seq":(\d+),"at":"([^"]+)","run_id":"[^"]*","type":"(\w+)"/;

const turnOf = (line: string): number | undefined => {
	const decoded = decodeLine(line);
	return decoded.type === 'event' && decoded.event.type === 'turn_started' ? decoded.event.turn : undefined;
};

export const indexEvents = (file: string): EventIndex => {
	const events: EventPlace[] = [];
	const turns: TurnPlace[] = [{turn: 0, first: 0, seq: 0}];
	const marks = new Map<EventPlace, Mark | null>();
	let offset = 0;
	const readOne = (place: EventPlace): readonly FlowEvent[] => {
		const decoded = decodeLine(readPiece(file, place.offset, place.length).trimEnd());
		return decoded.type === 'event' && isFlowEvent(decoded.event) ? [decoded.event] : [];
	};

	const take = (line: string): void => {
		const length = Buffer.byteLength(line) + 1;
		const [, seq, at = '', type = ''] = head.exec(line) ?? [];
		if (seq !== undefined) {
			const turn = type === 'turn_started' ? turnOf(line) : undefined;
			// A second attempt is a part of its turn.
			if (turn !== undefined && turn > (turns.at(-1)?.turn ?? 0)) {
				turns.push({turn, first: events.length, seq: Number(seq)});
			}

			events.push({
				seq: Number(seq), at: Date.parse(at), offset, length,
			});
		}

		offset += length;
	};

	return {
		events,
		turns,
		refresh() {
			readLines(file, offset, take);
		},
		read: (from, to) => events.slice(from, to).flatMap(place => readOne(place)),
		markOf(place) {
			const known = marks.get(place);
			// Told when it is asked for, and once.
			const mark = known === undefined ? readOne(place).flatMap(event => tellEvent(event, 'brief')).map(({sort}) => markOfSort[sort]).find(one => one !== null) ?? null : known;
			marks.set(place, mark);
			return mark;
		},
	};
};

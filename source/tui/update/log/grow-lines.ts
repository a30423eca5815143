import type {AgentEvent} from '../../../domain/event/agent-event.js';
import {sanitiseLine} from '../../../domain/text/sanitise.js';
import type {Mark} from '../../../engine/client/flow-client.js';
import type {LineKind, Tail, ScreenLine} from '../../log-state.js';

/** The longest line kept: what an agent says without a line end must not fill the machine. The turn's file has all of it. */
export const maxLineLength = 4000;

/** The tail while events are added to it. */
export type Draft = {-readonly [Key in keyof Tail]: Key extends 'lines' ? ScreenLine[] : Tail[Key]} & {
	/** Of the event that is added now. */
	seq: number;
	/** What the last block has gained since its size was noted. */
	moreLines: number;
	moreBytes: number;
};

/** Every field by name: twenty thousand lines a second come through here. */
const place = (draft: Draft, line: Omit<ScreenLine, 'id' | 'seq' | 'turn'>): void => {
	draft.lines.push({
		id: draft.nextId, kind: line.kind, text: line.text, seq: draft.seq, turn: draft.turn ?? 0, mark: line.mark, block: line.block, size: line.size, look: line.look,
	});
	draft.nextId++;
};

/** Adds a text of its own, a block whatever stands before it. */
export const addText = (draft: Draft, kind: LineKind, text: string, mark: Mark | null = null): void => {
	endBlock(draft);
	const pieces = text.split('\n');
	const block = draft.nextId;
	for (const [index, piece] of pieces.entries()) {
		place(draft, {
			kind, text: sanitiseLine(piece).slice(0, maxLineLength), mark: index === 0 ? mark : null, block, look: kind === 'diff' ? 'diff' : null,
			size: index === 0 ? {lines: pieces.length, bytes: text.length, exit: null} : null,
		});
	}
};

/** Notes at the first line of the last block how it has grown, and its exit code where there is one. */
export const noteSize = (draft: Draft, exit: number | null = null): void => {
	const first = draft.lines[0]?.id ?? 0;
	const head = draft.block === null ? undefined : draft.lines[draft.block.id - first];
	if (head?.size) {
		draft.lines[head.id - first] = {...head, size: {lines: head.size.lines + draft.moreLines, bytes: head.size.bytes + draft.moreBytes, exit: exit ?? head.size.exit}};
	}

	draft.moreLines = 0;
	draft.moreBytes = 0;
};

/** What comes next is no part of what stands last. */
export const endBlock = (draft: Draft): void => {
	noteSize(draft);
	draft.open = null;
	draft.block = null;
};

const fence = /^\s*(?:`{3}|~{3})/;
const diffHead = /^(?:diff --git |@@ -\d|--- \S|\+\+\+ \S|Index: )/;
const diffBody = /^(?:[ +\-@\\]|diff |index |$)/;

/** What the line before, which is whole now, makes of the next one of its block. */
const lookAfter = (before: ScreenLine): ScreenLine['look'] => {
	if (before.kind === 'message') {
		return fence.test(before.text) ? (before.look === 'code' ? null : 'code') : before.look;
	}

	return before.kind === 'tool' && (diffHead.test(before.text) || (before.look === 'diff' && diffBody.test(before.text))) ? 'diff' : null;
};

/** Begins a line of a stream: in its block where it goes on, else as the first of a new one. */
const beginLine = (draft: Draft, kind: LineKind, {stream, text}: {readonly stream: string; readonly text: string}): void => {
	const before = draft.lines.at(-1);
	if (before !== undefined && draft.block?.stream === stream) {
		place(draft, {
			kind, text, mark: null, block: draft.block.id, look: lookAfter(before), size: null,
		});
		draft.moreLines++;
		draft.moreBytes += text.length + 1;
		return;
	}

	noteSize(draft);
	draft.block = {stream, id: draft.nextId};
	place(draft, {
		kind, text, mark: null, block: draft.nextId, look: null, size: {lines: 1, bytes: text.length + 1, exit: null},
	});
};

const joinLast = (draft: Draft, text: string): string => {
	const last = draft.lines.at(-1);
	if (last === undefined) {
		return text;
	}

	const room = Math.max(0, maxLineLength - last.text.length);
	const piece = text.slice(0, room);
	draft.lines[draft.lines.length - 1] = {...last, text: last.text + piece};
	draft.moreBytes += piece.length;
	return text.slice(room);
};

/** Text of a stream: it goes on with the stream's last line, where nothing else came between. */
export const addDelta = (draft: Draft, event: Extract<AgentEvent, {type: 'output_delta'}>): void => {
	const stream = `${event.channel}/${event.call_id ?? ''}`;
	const pieces = event.text.split('\n');
	for (const [index, piece] of pieces.entries()) {
		let rest = piece;
		if (index === 0 && draft.open === stream) {
			rest = joinLast(draft, piece);
			if (rest === '') {
				continue;
			}
		} else if (piece === '' && index === pieces.length - 1) {
			// The text ended with its line: the next piece begins a new one, and an empty line is not shown ahead of time.
			draft.open = null;
			return;
		}

		do {
			beginLine(draft, event.channel, {stream, text: rest.slice(0, maxLineLength)});
			rest = rest.slice(maxLineLength);
		} while (rest !== '');
	}

	draft.open = stream;
};

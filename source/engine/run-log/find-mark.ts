import {Buffer} from 'node:buffer';
import {isEdit} from '../../domain/words/tell-agent.js';
import type {Mark} from '../../domain/run/run-log.js';
import type {EventPlace} from './index-events.js';
import type {RunLeaves} from './run-leaves.js';
import {scanDown, scanUp, type Piece} from './scan-turn.js';

const newline = 0x0A;

/** How the lines look that are marks, as bytes; `edit` looks once more at the name of the tool. */
const needles: Readonly<Record<Mark, readonly string[]>> = {
	error: ['"ok":false', '"type":"failed"', '"type":"interrupted"'],
	call: ['"type":"tool_call"'],
	edit: ['"type":"tool_call"', '"type":"diff_updated"'],
	question: ['"type":"approval_requested"'],
	commit: [],
	turn: [],
};

const changesFiles = (head: string): boolean => head.includes('"type":"diff_updated"') || isEdit(/"name":"([^"]*)/.exec(head)?.[1] ?? '');

const shapes: Readonly<Record<Mark, RegExp>> = {
	error: /"event":{"type":"(?:tool_result",.*"ok":false|failed"|interrupted")/,
	call: /"event":{"type":"tool_call"/,
	edit: /"event":{"type":"(?:tool_call|diff_updated)"/,
	question: /"event":{"type":"approval_requested"/,
	commit: /^$/,
	turn: /^$/,
};

/** What an agent says may hold the same bytes: the head of the line decides. */
const isMark = (head: string, marks: readonly Mark[]): boolean =>
	marks.some(mark => shapes[mark].test(head) && (mark !== 'edit' || changesFiles(head)));

const seqOf = (head: string): number => Number(/"seq":(\d+)/.exec(head)?.[1] ?? 0);

type Question = {readonly marks: readonly Mark[]; readonly wanted: readonly Buffer[]; readonly seq: number; readonly direction: 'next' | 'previous'};

const headOf = (bytes: Buffer, at: number): string => {
	const start = bytes.lastIndexOf(newline, at) + 1;
	const end = bytes.indexOf(newline, at);
	return bytes.toString('latin1', start, Math.min(end === -1 ? bytes.length : end, start + 4096));
};

const inPiece = ({bytes}: Piece, {marks, wanted, seq, direction}: Question): number | undefined => {
	const found = wanted.map(needle => {
		const isNext = direction === 'next';
		let at = isNext ? bytes.indexOf(needle) : bytes.lastIndexOf(needle);
		while (at !== -1) {
			const head = headOf(bytes, at);
			const line = seqOf(head);
			if ((isNext ? line > seq : line < seq) && isMark(head, marks)) {
				return line;
			}

			at = isNext ? bytes.indexOf(needle, at + 1) : (at === 0 ? -1 : bytes.lastIndexOf(needle, at - 1));
		}

		return undefined;
	}).filter(line => line !== undefined);
	return found.length === 0 ? undefined : (direction === 'next' ? Math.min(...found) : Math.max(...found));
};

/** The nearest mark in the transcripts, from the turn that holds `seq` on, no further than `limit`. */
const inTranscripts = async ({index, transcript, find}: RunLeaves, question: Question, options: {readonly limit: number; readonly signal: AbortSignal}): Promise<number | undefined> => {
	const {seq, direction} = question;
	const here = find({type: 'seq', seq});
	const isNext = direction === 'next';
	const at = index.turns.findLastIndex(turn => turn.turn <= (here?.leaf.key.turn ?? 0));
	const turns = isNext ? index.turns.slice(at) : index.turns.slice(0, at + 1).toReversed();
	for (const [order, {turn, seq: begins}] of turns.entries()) {
		if (isNext ? begins > options.limit : false) {
			return undefined;
		}

		const file = transcript(turn);
		const number = order === 0 ? here?.leaf.key.leaf ?? 0 : 0;
		const pieces = isNext
			? scanDown(file, file.begin(number) ?? 0, options.signal)
			: scanUp(file, order === 0 ? file.begin(number + 1) ?? file.size() : file.size(), options.signal);
		for await (const piece of pieces) {
			const found = inPiece(piece, question);
			if (found !== undefined) {
				return found;
			}
		}

		if (!isNext && begins < options.limit) {
			return undefined;
		}
	}

	return undefined;
};

/** The `seq` of the nearest line after (before) a `seq` that is one of these marks. Events are known by their places; what an agent said is searched as bytes. */
export const findMark = async (leaves: RunLeaves, marks: readonly Mark[], from: {readonly seq: number; readonly direction: 'next' | 'previous'}, signal: AbortSignal): Promise<number | undefined> => {
	const {index} = leaves;
	index.refresh();
	const isNext = from.direction === 'next';
	const isWanted = (place: EventPlace): boolean => {
		const mark = (isNext ? place.seq > from.seq : place.seq < from.seq) ? index.markOf(place) : null;
		return mark !== null && marks.includes(mark);
	};

	const event = (isNext ? index.events.find(place => isWanted(place)) : index.events.findLast(place => isWanted(place)))?.seq;
	const wanted = [...new Set(marks.flatMap(mark => needles[mark]))].map(text => Buffer.from(text));
	if (wanted.length === 0) {
		return event;
	}

	const said = await inTranscripts(leaves, {marks, wanted, ...from}, {limit: event ?? (isNext ? Number.POSITIVE_INFINITY : 0), signal});
	const found = [event, said].filter(seq => seq !== undefined);
	return found.length === 0 ? undefined : (isNext ? Math.min(...found) : Math.max(...found));
};

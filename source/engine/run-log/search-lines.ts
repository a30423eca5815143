import {Buffer} from 'node:buffer';
import {decodeLine} from '../../domain/event/codec.js';
import type {LogLine} from '../../domain/event/flow-event.js';
import type {LogSearch} from '../../domain/run/run-log.js';
import {textOf} from './line-text.js';

/** Looks for a text in pieces of a log. A piece holds whole lines. */
export type Finder = {
	/** Calls `onHit` with the `seq` of each line of text that holds it, in order. */
	readonly scan: (piece: Buffer, onHit: (seq: number) => void) => void;
	/** How many lines of text of one event hold it. */
	readonly count: (line: LogLine) => number;
};

const newline = 0x0A;

const matcherOf = ({text, isExpression}: LogSearch): ((line: string) => boolean) => {
	if (!isExpression) {
		return line => line.includes(text);
	}

	const expression = new RegExp(text, 'u');
	return line => expression.test(line);
};

const decode = (piece: Buffer, from: number, to: number): LogLine | undefined => {
	const decoded = decodeLine(piece.toString('utf8', from, to));
	return decoded.type === 'event' ? decoded.event : undefined;
};

const streamOf = (line: LogLine | undefined): string | undefined =>
	line?.type === 'agent_event' && line.event.type === 'output_delta' ? `${line.event.channel}/${line.event.call_id ?? ''}` : undefined;

/** Longest line that is put together again from the pieces it came in. */
const longestLine = 4096;

/** Puts lines together again that an agent said in pieces. */
type Joiner = {
	/** How many lines of the event's text hold what is searched; a line that came in pieces counts once, with the piece that makes it match. */
	readonly take: (line: LogLine) => number;
	/** The text of the line that is not at its end yet. */
	readonly open: () => string;
	/** What comes next goes on with nothing that was taken. */
	readonly forget: () => void;
};

const createJoiner = (matches: (line: string) => boolean): Joiner => {
	let open: {readonly stream: string; readonly text: string; readonly isFound: boolean} | undefined;
	return {
		open: () => open?.text ?? '',
		forget() {
			open = undefined;
		},
		take(line) {
			const stream = streamOf(line);
			const pieces = textOf(line).split('\n');
			let count = 0;
			let isFound = false;
			for (const [index, piece] of pieces.entries()) {
				const goesOn = index === 0 && stream !== undefined && open?.stream === stream ? open : undefined;
				const text = (goesOn?.text ?? '') + piece;
				isFound = goesOn?.isFound === true || matches(text);
				count += isFound && goesOn?.isFound !== true ? 1 : 0;
				open = stream === undefined || text === '' ? undefined : {stream, text: text.slice(-longestLine), isFound};
			}

			return count;
		},
	};
};

const repeat = (count: number, action: () => void): void => {
	for (let left = count; left > 0; left--) {
		action();
	}
};

/** Every line is decoded: for expressions, which know nothing of how JSON writes a text. */
const findDecoding = (piece: Buffer, joiner: Joiner, onHit: (seq: number) => void): void => {
	let from = 0;
	for (let end = piece.indexOf(newline); end !== -1; end = piece.indexOf(newline, from)) {
		const line = decode(piece, from, end);
		from = end + 1;
		if (line !== undefined) {
			repeat(joiner.take(line), () => {
				onHit(line.seq);
			});
		}
	}
};

/** Bytes looked at from the end of a line for its `call_id`. */
const longestCall = 100;

const quote = 0x22;
const brace = 0x7D;
const callField = Buffer.from('","call_id":');

/** Where the text of a line of output ends, `…text"}}` or `…text","call_id":"7"}}`; -1 for what is no output. Called for every line there is, so it looks at single bytes and makes nothing. */
const textEnd = (piece: Buffer, from: number, end: number): number => {
	if (piece[end - 1] !== brace || piece[end - 2] !== brace || piece[end - 3] !== quote) {
		return -1;
	}

	let at = end - 4;
	for (const least = Math.max(from, at - longestCall); at > least && piece[at] !== quote; at--) {
		// Back to the quote before.
	}

	for (let index = 0; index < callField.length; index++) {
		if (piece[at - callField.length + index] !== callField[index]) {
			return end - 3;
		}
	}

	return at - callField.length;
};

const backslash = 0x5C;
const letterN = 0x6E;

/** Whether the bytes before a place are a line end as JSON writes it; a backslash before an `n` that are meant as such are left to the decoding. */
const isLineEnd = (piece: Buffer, at: number): boolean => piece[at - 1] === letterN && piece[at - 2] === backslash && piece[at - 3] !== backslash;

/** Tells whether the bytes before a place end with a true beginning of the needle. */
const createBeginning = (needle: Buffer): ((piece: Buffer, at: number) => boolean) => {
	const isThere = new Uint8Array(256);
	for (const byte of needle.subarray(0, -1)) {
		isThere[byte] = 1;
	}

	const isSame = (piece: Buffer, start: number, length: number): boolean => {
		for (let index = 0; index < length; index++) {
			if (piece[start + index] !== needle[index]) {
				return false;
			}
		}

		return true;
	};

	return (piece, at) => {
		if (at < 1 || isThere[piece[at - 1] ?? 0] === 0 || isLineEnd(piece, at)) {
			return false;
		}

		for (let length = Math.min(needle.length - 1, at); length > 0; length--) {
			if (isSame(piece, at - length, length)) {
				return true;
			}
		}

		return false;
	};
};

const endsInBeginning = (text: string, needle: string): boolean => {
	for (let length = Math.min(needle.length - 1, text.length); length > 0; length--) {
		if (text.endsWith(needle.slice(0, length))) {
			return true;
		}
	}

	return false;
};

/**
 * Plain text: the bytes are searched as they lie on the disk and only lines with a hit are decoded. What an agent says arrives in pieces, so the end of each is compared with the beginning of the needle as well.
 */
const createPlainFind = (text: string, joiner: Joiner): Finder['scan'] => {
	const written = JSON.stringify(text).slice(1, -1);
	const begins = createBeginning(Buffer.from(written));
	// A call is shown as its name and its summary, which lie in two fields.
	const needles = [...new Set([written, written.replace(' ', '","summary":"')])].map(one => Buffer.from(one));
	let isOpen = false;
	return (piece, onHit) => {
		// Each needle's next place is looked for again only when it was passed: one that is nowhere is looked for once.
		const places = needles.map(() => -1);
		const next = (from: number): number => {
			for (const [index, needle] of needles.entries()) {
				if ((places[index] ?? 0) < from) {
					const place = piece.indexOf(needle, from);
					places[index] = place === -1 ? piece.length : place;
				}
			}

			return Math.min(...places);
		};

		let hit = next(0);
		let from = 0;
		for (let end = piece.indexOf(newline); end !== -1; end = piece.indexOf(newline, from)) {
			const isHit = hit < end;
			if (isHit || isOpen || begins(piece, textEnd(piece, from, end))) {
				const line = decode(piece, from, end);
				repeat(line === undefined ? 0 : joiner.take(line), () => {
					onHit(line?.seq ?? 0);
				});
				isOpen = endsInBeginning(joiner.open(), text);
				if (!isOpen) {
					joiner.forget();
				}
			}

			if (isHit) {
				hit = next(end);
			}

			from = end + 1;
		}
	};
};

/** Makes a search ready: plain text fast, expressions line by line. Throws SyntaxError for an expression that is none. */
export const createFinder = (search: LogSearch): Finder => {
	const matches = matcherOf(search);
	const joiner = createJoiner(matches);
	return {
		count: line => createJoiner(matches).take(line),
		scan: search.isExpression
			? (piece, onHit) => {
				findDecoding(piece, joiner, onHit);
			}
			: createPlainFind(search.text, joiner),
	};
};

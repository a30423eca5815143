import {sanitiseLine} from '../text/sanitise.js';

/** A number with its thousands apart: `1,204`. */
export const grouped = (number: number): string => String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

/** `1 file`, `3 files`. */
export const counted = (number: number, one: string, many = `${one}s`): string => `${grouped(number)} ${number === 1 ? one : many}`;

/** A number of tokens as `980`, `12.4k`, `3.1M`. */
export const tokenCount = (tokens: number): string => {
	if (tokens < 1000) {
		return String(tokens);
	}

	return tokens < 1_000_000 ? `${(tokens / 1000).toFixed(1)}k` : `${(tokens / 1_000_000).toFixed(1)}M`;
};

/** Bytes as `980 B`, `12 KB`, `3.1 MB`. */
export const bytesText = (bytes: number): string => {
	if (bytes < 1000) {
		return `${bytes} B`;
	}

	return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
};

/** The name of a file without its folders. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The name of a markdown file without its folders and its ending: `TICKET-007-login`. */
export const fileTitle = (path: string): string => fileName(path).replace(/\.md$/i, '');

/** One short name for a ticket: `TICKET-007` of its path; the file's name when it is named otherwise. */
export const ticketName = (path: string): string => {
	const name = fileName(path);
	return /^ticket-\d+/i.exec(name)?.[0].toUpperCase() ?? sanitiseLine(name);
};

/** A ticket's number as lists say it: `007`. */
export const ticketDigits = (number: number): string => String(number).padStart(3, '0');

/** What happened and what to do about it, in one line. */
export const sentence = (message: string, hint: string): string => {
	const end = /[.!?;:]$/.test(message) ? ' ' : '; ';
	return hint === '' ? message : message + end + hint;
};

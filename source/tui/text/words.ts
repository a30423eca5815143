import {sanitiseLine} from '../../domain/text/sanitise.js';

/** `TICKET-007` of a ticket's path; the file's name when it is named otherwise. */
export const ticketName = (path: string): string => {
	const name = path.slice(path.lastIndexOf('/') + 1);
	return sanitiseLine(/^ticket-\d+/i.exec(name)?.[0].toUpperCase() ?? name);
};

/** Seconds as `12s`, `2m14s`, `1h02m`. */
export const duration = (seconds: number): string => {
	const whole = Math.max(0, Math.floor(seconds));
	if (whole < 60) {
		return `${whole}s`;
	}

	const minutes = Math.floor(whole / 60);
	return minutes < 60 ? `${minutes}m${String(whole % 60).padStart(2, '0')}s` : `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}m`;
};

/** Seconds where there is little room: `12s`, `14m`, `1h02m`. */
export const briefly = (seconds: number): string => seconds < 60 || seconds >= 3600 ? duration(seconds) : `${Math.floor(seconds / 60)}m`;

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

/** `1 line`, `2 lines`. */
export const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

/** What happened and what to do about it, in one line. */
export const sentence = (message: string, hint: string): string => {
	const end = /[.!?;:]$/.test(message) ? ' ' : '; ';
	return hint === '' ? message : message + end + hint;
};

const two = (number: number): string => String(number).padStart(2, '0');

/** The day of an ISO time as `2026-11-22`, in the terminal's time zone; '' of what cannot be read. */
export const dayOf = (iso: string): string => {
	const date = new Date(iso);
	return Number.isNaN(date.getTime()) ? '' : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** The clock of an ISO time, with its day when that is not the day of `now` (milliseconds since 1970). */
export const moment = (iso: string, now: number): string => {
	const day = dayOf(iso);
	return day === '' || day === dayOf(new Date(now).toISOString()) ? clock(iso) : `${day} ${clock(iso)}`;
};

/** The clock's hours and minutes of an ISO time, in the terminal's time zone; what cannot be read is shown as it is. */
export const clock = (iso: string): string => {
	const date = new Date(iso);
	return Number.isNaN(date.getTime()) ? sanitiseLine(iso) : `${two(date.getHours())}:${two(date.getMinutes())}`;
};

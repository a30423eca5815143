import {UserError} from '../../../domain/user-error.js';

const units: Readonly<Record<string, number>> = {
	m: 60_000, h: 3_600_000, d: 86_400_000,
};

/** The moment `--since` names: a date, a date with a time (local unless it says otherwise), or how long ago (`90m`, `8h`, `2d`). ISO. Throws UserError (exit 2). */
export const sinceOf = (text: string, now: Date): string => {
	const ago = /^(?<count>\d{1,6})(?<unit>[mhd])$/v.exec(text.trim())?.groups;
	if (ago !== undefined) {
		return new Date(now.getTime() - (Number(ago.count) * (units[ago.unit ?? ''] ?? 0))).toISOString();
	}

	// A day alone means its beginning here, not in Greenwich.
	const date = /^\d{4}-\d{2}-\d{2}/v.test(text.trim()) ? new Date(text.trim().length === 10 ? `${text.trim()}T00:00` : text.trim()) : undefined;
	if (date === undefined || Number.isNaN(date.getTime())) {
		throw new UserError(`--since does not understand ${JSON.stringify(text)}.`, 'Write 8h, 90m, 2d, 2026-11-22 or 2026-11-22T06:30.', 2);
	}

	return date.toISOString();
};

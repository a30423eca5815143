import {lowerAscii} from '../text/lower-ascii.js';
/** A value from a configuration file: taken, or refused with a sentence that follows the key (`must be …`). */
export type Read<T>
	= | {readonly ok: true; readonly value: T}
		| {readonly ok: false; readonly message: string; readonly choices?: readonly string[]};

export type Reader<T> = (value: unknown) => Read<T>;

const take = <T>(value: T): Read<T> => ({ok: true, value});

const refuse = (wanted: string, value: unknown): Read<never> => ({ok: false, message: `must be ${wanted}, not ${shown(value)}`});

const shown = (value: unknown): string => {
	if (Array.isArray(value)) {
		return 'a list';
	}

	if (typeof value === 'object' && value !== null) {
		return 'a mapping';
	}

	const text = JSON.stringify(value) ?? String(value);
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

/** A text that is not blank. */
export const text: Reader<string> = value =>
	typeof value === 'string' && value.trim() !== '' ? take(value) : refuse('a text', value);

/** The same in small letters. */
export const lowered: Reader<string> = value => {
	const read = text(value);
	return read.ok ? take(lowerAscii(read.value)) : read;
};

/** `true` or `false`, as YAML 1.2 writes them. */
export const flag: Reader<boolean> = value =>
	typeof value === 'boolean' ? take(value) : refuse('true or false', value);

/** A whole number of at least `least`. */
export const count = (least: number): Reader<number> => value =>
	typeof value === 'number' && Number.isSafeInteger(value) && value >= least ? take(value) : refuse(`a whole number of at least ${least}`, value);

/** A whole number of at least 1, or `none`. */
export const countOrNone: Reader<number | undefined> = value => {
	if (value === 'none') {
		return take(undefined);
	}

	const read = count(1)(value);
	return read.ok ? read : refuse('a whole number of at least 1, or none', value);
};

/** A number above zero. */
export const positive: Reader<number> = value =>
	typeof value === 'number' && Number.isFinite(value) && value > 0 ? take(value) : refuse('a number above 0', value);

/** No timer runs for longer than this: one that is set to more goes off at once. */
const longestSeconds = 2_147_483;

/** A stretch of time in seconds, at most 24 days. */
export const seconds: Reader<number> = value =>
	positive(value).ok && Number(value) <= longestSeconds ? take(Number(value)) : refuse(`seconds, above 0 and at most ${longestSeconds} (24 days)`, value);

/** One word of a fixed list. */
export const oneOf = <T extends string>(...choices: readonly T[]): Reader<T> => value => {
	const found = choices.find(choice => choice === value);
	if (found !== undefined) {
		return take(found);
	}

	const read = refuse(choices.join(' or '), value);
	return read.ok ? read : {...read, choices};
};

/** A list of texts, none of them blank. */
export const texts: Reader<readonly string[]> = value => {
	if (!Array.isArray(value)) {
		return refuse('a list of texts', value);
	}

	const items: readonly unknown[] = value;
	const wrong = items.find(item => typeof item !== 'string' || item.trim() === '');
	return wrong === undefined && !items.includes(undefined)
		? take(items.filter(item => typeof item === 'string'))
		: refuse('a list of texts', wrong);
};

/** Program and arguments: a list, or a text that is one program without arguments. */
export const argv: Reader<readonly string[]> = value => {
	if (typeof value === 'string' && value.trim() !== '') {
		return /\s/.test(value.trim())
			? refuse('a list when there are arguments, as in [node, agent.js]', value)
			: take([value.trim()]);
	}

	if (!Array.isArray(value) || value.length === 0) {
		return refuse('a list of program and arguments', value);
	}

	const items: readonly unknown[] = value;
	const strings = items.filter(item => typeof item === 'string');
	return strings.length === items.length && strings[0]?.trim() !== ''
		? take(strings)
		: refuse('a list of texts: program and arguments', value);
};

const variableName = /^[a-z_]\w*$/i;

/** Environment variables; numbers and booleans are taken as they are written. */
export const variables: Reader<Readonly<Record<string, string>>> = value => {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return refuse('a mapping of variable names to texts', value);
	}

	const entries: Array<[string, string]> = [];
	for (const [name, item] of Object.entries(value) as Array<[string, unknown]>) {
		if (!variableName.test(name)) {
			return refuse('a mapping of variable names to texts', name);
		}

		if (typeof item !== 'string' && typeof item !== 'number' && typeof item !== 'boolean') {
			return {ok: false, message: `must give ${name} a text, not ${shown(item)}`};
		}

		entries.push([name, String(item)]);
	}

	return take(Object.fromEntries(entries));
};

/** Names of environment variables. */
export const variableNames: Reader<readonly string[]> = value => {
	const read = texts(value);
	const wrong = read.ok ? read.value.find(name => !variableName.test(name)) : undefined;
	return wrong === undefined ? read : refuse('a list of names of environment variables', wrong);
};

const units: Readonly<Record<string, number>> = {
	s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000,
};

/** A stretch of time in milliseconds: seconds as a number, `90s`, `10m`, `1h`, `1d`, at most 24 days, or `never` (undefined). */
export const duration: Reader<number | undefined> = value => {
	if (value === 'never') {
		return take(undefined);
	}

	const written = typeof value === 'number' ? `${value}s` : value;
	const match = typeof written === 'string' ? /^(?<amount>\d{1,9}(?:\.\d{1,3})?)\s?(?<unit>[smhd])?$/i.exec(written.trim()) : null;
	const milliseconds = Math.round(Number(match?.groups?.amount) * (units[(match?.groups?.unit ?? 's').toLowerCase()] ?? 0));
	if (milliseconds > longestSeconds * 1000) {
		return refuse('at most 24d, or never', value);
	}

	return milliseconds > 0 ? take(milliseconds) : refuse('seconds, a time such as 10m or 1h, or never', value);
};

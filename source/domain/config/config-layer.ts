import {nearest} from '../text/nearest.js';
import type {Reader} from './read-value.js';

/** One configuration file, parsed; `lineOf` gives the 1-based line of a key. */
export type ConfigLayer = {
	readonly file: string;
	readonly source: 'user' | 'repository' | 'local';
	readonly data: unknown;
	readonly lineOf: (path: readonly string[]) => number | undefined;
};

/** A command that a file of the repository names; those of the user's own file need no trust. */
export type ConfigCommand = {
	/** The text of a shell command, or program and arguments as JSON, with the variables set for it in front. */
	readonly command: string;
	readonly file: string;
	/** Dotted key. */
	readonly key: string;
	readonly source: 'repository' | 'local';
};

/** Records a problem of one key of one layer. */
export type Complain = (layer: ConfigLayer, path: readonly string[], message: string, nearestKey?: string) => void;

/** The value as a mapping; undefined when it is none. */
export const mappingOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Readonly<Record<string, unknown>> : undefined;

type Table = {
	readonly complain: Complain;
	/** What each key takes. */
	readonly takes: ReadonlyMap<string, Reader<unknown>>;
	/** The right key for a wrong one. */
	readonly nearest: (name: string) => string | undefined;
	/** Why a key may not have this value here. */
	readonly refuse?: (name: string, value: unknown) => string | undefined;
};

/** Takes what a mapping says for the keys of a table, by name; wrong ones are left out and named. */
export const readMapping = (layer: ConfigLayer, path: readonly string[], data: unknown, {complain, takes, nearest: near, refuse}: Table): Readonly<Record<string, unknown>> => {
	const mapping = mappingOf(data);
	if (mapping === undefined) {
		complain(layer, path, 'must be a mapping of keys');
		return {};
	}

	const values: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(mapping)) {
		const reader = takes.get(name);
		const refusal = refuse?.(name, value);
		if (reader === undefined) {
			complain(layer, [...path, name], 'is not a key', near(name));
		} else if (refusal !== undefined) {
			complain(layer, [...path, name], refusal);
		} else if (value !== null) {
			const read = reader(value);
			if (read.ok) {
				values[name] = read.value;
			} else {
				complain(layer, [...path, name], read.message, typeof value === 'string' && read.choices !== undefined ? nearest(value, read.choices) : undefined);
			}
		}
	}

	return values;
};

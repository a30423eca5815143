import {nearest} from '../text/nearest.js';

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

/** The right word for a wrong one, where there is a fixed list. */
export const nearestChoice = (value: unknown, choices: readonly string[] | undefined): string | undefined =>
	typeof value === 'string' && choices !== undefined ? nearest(value, choices) : undefined;

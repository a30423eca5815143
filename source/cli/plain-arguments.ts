import type {Flags} from './command.js';
import {dashed} from './dashed.js';

type Arguments = {readonly input: readonly string[]; readonly flags: Readonly<Record<string, unknown>>};

/** The value of a flag that was not given. */
const initial = (flags: Flags): Record<string, unknown> => {
	const values: Record<string, unknown> = {};
	for (const [name, flag] of Object.entries(flags)) {
		if (flag.type === 'boolean') {
			values[name] = flag.default ?? false;
		} else if (flag.isMultiple === true) {
			values[name] = [];
		}
	}

	return values;
};

/**
 * Reads arguments that are only words and plain switches (`--json`, `--no-run`), as most calls are; undefined when a real parser is needed.
 * Loading that parser costs half as much as starting Node (30 of 75 ms on a busy machine), which `car status` need not pay.
 */
export const readPlainArguments = (argv: readonly string[], flags: Flags): Arguments | undefined => {
	const values = initial(flags);
	const input: string[] = [];
	for (const word of argv) {
		if (!word.startsWith('-') || word === '-') {
			input.push(word);
			continue;
		}

		const found = Object.entries(flags).find(([name, flag]) => flag.type === 'boolean' && word === `--${flag.default === true ? 'no-' : ''}${dashed(name)}`);
		if (found === undefined) {
			return undefined;
		}

		const [name, flag] = found;
		values[name] = !(flag.type === 'boolean' && flag.default === true);
	}

	return {input, flags: values};
};

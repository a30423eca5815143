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
 * Reads arguments that are only words, plain switches (`--json`, `--no-run`) and values of their own (`--repo PATH`), as most calls are; undefined when a real parser is needed.
 * Loading that parser costs half as much as starting Node (30 of 75 ms on a busy machine), which `car status` need not pay.
 */
export const readPlainArguments = (argv: readonly string[], flags: Flags): Arguments | undefined => {
	const values = initial(flags);
	const input: string[] = [];
	const words = [...argv];
	for (let word = words.shift(); word !== undefined; word = words.shift()) {
		if (!word.startsWith('-') || word === '-') {
			input.push(word);
			continue;
		}

		const valued = Object.entries(flags).find(([name, flag]) => flag.type === 'string' && flag.isMultiple !== true && word === `--${dashed(name)}`)?.[0];
		const value = words[0];
		if (valued !== undefined && values[valued] === undefined && value !== undefined && value !== '' && !value.startsWith('-')) {
			values[valued] = value;
			words.shift();
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

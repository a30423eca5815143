import type {Context, Flags} from './command.js';
import type {Line} from './output.js';

/** The flag of every command that also answers in JSON. */
export const jsonFlag = {json: {type: 'boolean'}} as const satisfies Flags;

/** Answers as JSON or in lines, as it was asked; with exit code 0. */
export const answer = ({flags, out}: Pick<Context<{readonly json: boolean}>, 'flags' | 'out'>, json: () => unknown, lines: () => readonly Line[]): number => {
	if (flags.json) {
		out.json(json());
	} else {
		out.lines(lines());
	}

	return 0;
};

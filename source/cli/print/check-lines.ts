import type {CheckLine} from '../../engine/client/flow-client.js';
import {
	bad, faint, good, warning, type Line,
} from '../output.js';

const levelSpan = (level: CheckLine['level']) => {
	switch (level) {
		case 'good': {
			return good('ok  ');
		}

		case 'warning': {
			return warning('note');
		}

		case 'bad': {
			return bad('BAD ');
		}

		default: {
			return level satisfies never;
		}
	}
};

/** One check a line, and below it what to do about it. */
export const checkLines = (checks: readonly CheckLine[]): readonly Line[] => checks.flatMap(({level, name, text, mend}): readonly Line[] => [
	[levelSpan(level), ` ${name}: ${text}`],
	...mend === '' ? [] : [[faint(`     ${mend}`)]],
]);

export const hasBad = (checks: readonly CheckLine[]): boolean => checks.some(({level}) => level === 'bad');

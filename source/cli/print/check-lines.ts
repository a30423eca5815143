import type {CheckLine} from '../../engine/client/flow-client.js';
import {
	bad, faint, good, warning, type Line, type Span,
} from '../output.js';

const levels: Readonly<Record<CheckLine['level'], Span>> = {good: good('ok  '), warning: warning('note'), bad: bad('BAD ')};

/** One check a line, and below it what to do about it. */
export const checkLines = (checks: readonly CheckLine[]): readonly Line[] => checks.flatMap(({level, name, text, mend}): readonly Line[] => [
	[levels[level], ` ${name}: ${text}`],
	...mend === '' ? [] : [[faint(`     ${mend}`)]],
]);

export const hasBad = (checks: readonly CheckLine[]): boolean => checks.some(({level}) => level === 'bad');

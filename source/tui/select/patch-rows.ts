import {sanitiseLine} from '../../domain/text/sanitise.js';
import {widthOf} from '../../domain/words/width.js';
import {wrapLine} from '../../domain/words/wrap.js';
import {
	glyphsOf, rowOf, type Row, type Style,
} from '../theme.js';

const styleOf = (line: string): Style => {
	if (/^(?:diff |commit |\+\+\+|---)/u.test(line)) {
		return 'strong';
	}

	if (line.startsWith('@@')) {
		return 'accent';
	}

	if (line.startsWith('+')) {
		return 'good';
	}

	return line.startsWith('-') ? 'bad' : 'plain';
};

/** ` source/retry.js | 19 +++++---`: where the bar has no room it is drawn shorter, the count stays. */
const shortStat = (line: string, width: number): string => {
	const [, place = '', bar = ''] = /^( .+ \|\s+\d+ )(\+*-*)$/u.exec(line) ?? [];
	const room = width - widthOf(place);
	if (bar === '' || room < 1 || bar.length <= room) {
		return line;
	}

	const plus = bar.lastIndexOf('+') + 1;
	const shown = plus === 0 ? 0 : Math.max(1, Math.min(room - (plus === bar.length ? 0 : 1), Math.round((plus / bar.length) * room)));
	return place + '+'.repeat(shown) + '-'.repeat(plus === bar.length ? 0 : room - shown);
};

/** A line of a patch: it keeps its sign, and what does not fit goes on below a sign of its own, so that no part of it looks like another line. */
export const patchRows = (line: string, width: number, isAscii: boolean): readonly Row[] => {
	const clean = shortStat(sanitiseLine(line), width);
	const style = styleOf(clean);
	const [first = ''] = wrapLine(clean, width);
	if (first.length === clean.length) {
		return [rowOf(first, style)];
	}

	const {goesOn} = glyphsOf(isAscii);
	const rest = clean.slice(first.length).replace(/^ /u, '');
	return [rowOf(first, style), ...wrapLine(rest, width - widthOf(goesOn)).map((row): Row => [{text: goesOn, style: 'dim'}, {text: row, style}])];
};

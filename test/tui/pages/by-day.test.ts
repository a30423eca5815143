import {expect, test} from 'vitest';
import {clockOf, momentOf} from '../../../source/domain/words/times.js';
import {byDay} from '../../../source/tui/pages/lines/by-day.js';
import {plainLine} from '../../../source/tui/pages/lines/page-line.js';
import {rowOf} from '../../../source/tui/theme.js';

process.env.TZ = 'UTC';

const now = Date.parse('2026-11-22T03:02:00.000Z');
const before = '2026-11-21T23:58:00.000Z';
const today = '2026-11-22T00:03:00.000Z';

const shown = (...times: readonly string[]): readonly string[] =>
	byDay(times.map(at => ({at})), now, ({at}) => [plainLine(rowOf(clockOf(at)))]).map(({row}) => row.map(span => span.text).join(''));

test('all of it was today: no day', () => {
	expect(shown(today, today)).toEqual(['00:03', '00:03']);
});

test('the night crossed midnight: each day once, above its first', () => {
	expect(shown(before, before, today)).toEqual(['  2026-11-21', '23:58', '23:58', '  2026-11-22 today', '00:03']);
	expect(shown(today, before)).toEqual(['  2026-11-22 today', '00:03', '  2026-11-21', '23:58']);
});

test('older than today: its day', () => {
	expect(shown(before)).toEqual(['  2026-11-21', '23:58']);
});

test('one moment: with its day when that is not today', () => {
	expect([momentOf(today, now), momentOf(before, now), momentOf('soon', now)]).toEqual(['00:03', '2026-11-21 23:58', 'soon']);
});

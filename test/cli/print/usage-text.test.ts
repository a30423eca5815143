import process from 'node:process';
import {expect, test} from 'vitest';
import {plain} from '../../../source/cli/output.js';
import {usageText} from '../../../source/cli/print/usage-text.js';
import {countUsage} from '../../../source/domain/report/count-usage.js';
import {
	eventsOf, selected, turnFinished, turnStarted,
} from '../../support/flow-log.js';

process.env.TZ = 'UTC';

const now = new Date('2026-01-01T12:00:00Z');
const linesOf = (usage: Parameters<typeof usageText>[0], byTurn: boolean, columns = 60): readonly string[] => usageText(usage, {now, columns, byTurn}).map(line => plain(line));

test('usage: nothing was counted -> it says so', () => {
	expect(linesOf(countUsage([]), false)).toEqual(['No turn has said what it cost.']);
});

test('usage: turns of two tickets, one silent, a limit nearly used up -> by ticket, model, day and turn, and the limit', () => {
	const tokens = (input: number) => ({input, output: 10, total: input + 10});
	const usage = countUsage(eventsOf([
		selected(1),
		turnStarted(1, 1),
		turnFinished(1, {tokens: tokens(1_234_567), model: 'big'}),
		turnStarted(2, 1),
		turnFinished(2, {tokens: null}),
		selected(2),
		turnStarted(3, 2),
		turnFinished(3, {tokens: tokens(90), limits: [{name: '5 h', used_percent: 93.4, resets_at: '2026-01-01T15:00:00.000Z'}]}),
	]));
	expect(linesOf(usage, true)).toEqual([
		'tokens                         input      output       total',
		'all                        1,234,657          20   1,234,677',
		'',
		'by ticket',
		'  TICKET-001               1,234,567          10   1,234,577',
		'  TICKET-002                      90          10         100',
		'',
		'by model',
		'  big                      1,234,567          10   1,234,577',
		'  codex (model unknown)           90          10         100',
		'',
		'by day',
		'  2026-01-01               1,234,657          20   1,234,677',
		'',
		'by turn of 20260101-000000-aaaa',
		'  1 TICKET-001             1,234,567          10   1,234,577',
		'  3 TICKET-002                    90          10         100',
		'',
		'1 turn of agents that do not tell is not counted',
		'',
		'limits',
		'  codex, 5 h: 93% used, starts afresh 15:00 (as of 00:00)',
	]);
	expect(linesOf(usage, false, 40).slice(0, 6)).toEqual([
		'tokens                             total',
		'all                            1,234,677',
		'',
		'by ticket',
		'  TICKET-001                   1,234,577',
		'  TICKET-002                         100',
	]);
});

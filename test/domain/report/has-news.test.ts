import {expect, test} from 'vitest';
import {hasNews} from '../../../source/domain/report/report-forms.js';
import type {Report} from '../../../source/domain/report/build-report.js';
import {report} from '../../support/screen/morning.js';

const since = '2026-11-22T03:00:00.000Z';
const before = '2026-11-22T02:59:59.000Z';
const quiet: Report = {
	...report, since, turns: {completed: 0, failed: 0, interrupted: 0}, tickets: report.tickets.map(ticket => ({...ticket, commits: []})), notices: [], inbox: [], run: null,
};
const [item] = report.inbox;
const rested = (at: string): Report['run'] => report.run === null ? null : {...report.run, since: at};

test.each<[name: string, change: Partial<Report>, expected: boolean]>([
	['nothing', {}, false],
	['a turn that ended well', {turns: {completed: 1, failed: 0, interrupted: 0}}, true],
	['a turn that failed', {turns: {completed: 0, failed: 1, interrupted: 0}}, true],
	['a turn that was interrupted', {turns: {completed: 0, failed: 0, interrupted: 1}}, true],
	['a commit', {tickets: report.tickets}, true],
	['a message', {notices: report.notices}, true],
	['an item since then', {inbox: [{...item!, since}]}, true],
	['an item of before', {inbox: [{...item!, since: before}]}, false],
	['an item, and all is new', {since: null, inbox: [{...item!, since: before}]}, true],
	['a run that rests since then', {run: rested(since)}, true],
	['a run that rests since before', {run: rested(before)}, false],
])('report: %s -> news or none', (_, change, expected) => {
	expect(hasNews({...quiet, ...change})).toBe(expected);
});

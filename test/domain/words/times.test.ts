import process from 'node:process';
import {expect, test} from 'vitest';
import {
	clockOf, dayOf, lengthOf, momentOf, secondsClockOf, shortestLengthOf, shortLengthOf,
} from '../../../source/domain/words/times.js';

process.env.TZ = 'UTC';

test.each([
	[-5, '0 s', '0s', '0s'],
	[0.2, '0 s', '0s', '0s'],
	[59.9, '59 s', '59s', '59s'],
	[60, '1 min', '1m00s', '1m'],
	[75, '1 min 15 s', '1m15s', '1m'],
	[200, '3 min 20 s', '3m20s', '3m'],
	[3599.9, '59 min 59 s', '59m59s', '59m'],
	[3600, '1 h', '1h00m', '1h00m'],
	[7500, '2 h 5 min', '2h05m', '2h05m'],
	[360_000, '100 h', '100h00m', '100h00m'],
])('a length of %d seconds: in a sentence, in a column, where there is least room -> %s, %s, %s', (seconds, sentence, column, corner) => {
	expect([lengthOf(seconds), shortLengthOf(seconds), shortestLengthOf(seconds)]).toEqual([sentence, column, corner]);
});

test.each([
	['2026-11-22T03:02:07.000Z', '03:02', '03:02:07', '2026-11-22', '03:02'],
	['2026-11-21T23:59:59.999Z', '23:59', '23:59:59', '2026-11-21', '2026-11-21 23:59'],
	['so\u001B[1mon', 'soon', '--:--:--', '', 'soon'],
])('a time, %j, at noon of the 22nd -> clock %s, with seconds %s, day %j, moment %s', (iso, clock, seconds, day, moment) => {
	const now = new Date('2026-11-22T12:00:00Z');
	expect([clockOf(iso), secondsClockOf(iso), dayOf(iso), momentOf(iso, now), momentOf(iso, now.getTime())]).toEqual([clock, seconds, day, moment, moment]);
});

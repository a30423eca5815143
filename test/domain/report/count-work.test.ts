import {expect, test} from 'vitest';
import {countWork} from '../../../source/domain/report/count-work.js';
import type {FlowEventBody} from '../../../source/domain/event/flow-event.js';
import {
	committed, eventsOf, runStarted, selected, ticketPath, turnFinished, turnStarted,
} from '../../support/flow-log.js';

const turn = (number: number, insertions: number, head: string | undefined): readonly FlowEventBody[] => [
	turnStarted(number, 1),
	turnFinished(number, {diff_stats: {files: 1, insertions, deletions: 0}, ...(head === undefined ? {} : {head_before: head})}),
];

test.each<[name: string, turns: ReadonlyArray<readonly FlowEventBody[]>, insertions: number]>([
	['two turns from one commit: the second holds the first', [turn(1, 3, 'a'), turn(2, 5, 'a')], 5],
	['a commit lies between: both count', [turn(1, 3, 'a'), turn(2, 5, 'b')], 8],
	['a third from the second commit', [turn(1, 3, 'a'), turn(2, 5, 'b'), turn(3, 6, 'b')], 9],
	['nobody looked at the commit: both count', [turn(1, 3, undefined), turn(2, 5, undefined)], 8],
])('countWork: %s', (_name, turns, insertions) => {
	const work = countWork(eventsOf([runStarted, selected(1), ...turns.flat()]), null);
	expect(work.get(ticketPath(1))?.diffStats.insertions).toBe(insertions);
});

test('countWork: a ticket that was renamed between two turns -> the commit and the lines of both are its own, each counted once', () => {
	const renamed: FlowEventBody = {type: 'ticket_renamed', from: ticketPath(1), ticket: ticketPath(2)};
	const second = [turnStarted(2, 2), turnFinished(2, {diff_stats: {files: 1, insertions: 5, deletions: 0}, head_before: 'a'})];
	const work = countWork(eventsOf([runStarted, selected(1), ...turn(1, 3, 'a'), renamed, committed(1, 'ticket'), ...second]), null);
	expect([...work.keys()]).toEqual([ticketPath(2)]);
	expect(work.get(ticketPath(2))).toMatchObject({turns: 2, diffStats: {insertions: 5}, commits: ['b'.repeat(40)]});
});

import {expect, test} from 'vitest';
import {countWork} from '../../../source/domain/report/count-work.js';
import type {FlowEventBody} from '../../../source/domain/event/flow-event.js';
import {
	eventsOf, runStarted, selected, ticketPath, turnFinished, turnStarted,
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

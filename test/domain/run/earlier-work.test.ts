import {describe, expect, test} from 'vitest';
import type {FlowEventBody} from '../../../source/domain/event/flow-event.js';
import {earlierWorkOf, foldEarlierWork, type EarlierWork} from '../../../source/domain/run/earlier-work.js';
import {
	checked, eventsOf, selected, ticketPath, turnFinished, turnStarted,
} from '../../support/flow-log.js';

const foldOf = (...bodies: readonly FlowEventBody[]): ReadonlyMap<string, EarlierWork> => {
	const fold = foldEarlierWork();
	for (const event of eventsOf(bodies)) {
		fold.take(event);
	}

	return fold.work;
};

const provenRun = (number: number, title: string) => foldOf(selected(number, {title}), turnStarted(1, number), turnFinished(1), checked(number, [{}]));

describe('the work of a run that is over', () => {
	test.each<[name: string, bodies: readonly FlowEventBody[], proof: string | null, turns: number]>([
		['checks passed', [turnStarted(1, 1), turnFinished(1), checked(1, [{}])], 'proven', 1],
		['only the checks before it passed', [checked(1, [{}], true), turnStarted(1, 1), turnFinished(1)], null, 1],
		['a check fails', [turnStarted(1, 1), turnFinished(1), checked(1, [{}, {exit_code: 1}])], 'failed', 1],
		['a turn after the checks', [turnStarted(1, 1), turnFinished(1), checked(1, [{}]), turnStarted(2, 1), turnFinished(2)], null, 2],
		['a turn that never was', [turnStarted(1, 1), turnFinished(1), checked(1, [{}]), turnStarted(2, 1), {
			type: 'recovered', found: 'a', did: 'b', turn: 2,
		}], 'proven', 1],
		['two attempts of one turn', [turnStarted(1, 1), turnStarted(1, 1, {attempt: 2}), turnFinished(1)], null, 1],
	])('%s -> %o, %s, %d', (_name, bodies, proof, turns) => {
		const work = foldOf(selected(1), ...bodies).get(ticketPath(1));
		expect([work?.proof, work?.turns, work?.seconds]).toEqual([proof, turns, turns]);
	});

	test('renamed meanwhile -> is its under the new name', () => {
		const work = foldOf(selected(1), turnStarted(1, 1), {type: 'ticket_renamed', ticket: ticketPath(5), from: ticketPath(1)}, turnFinished(1));
		expect([...work.keys()]).toEqual([ticketPath(5)]);
		expect(work.get(ticketPath(5))?.seconds).toBe(1);
	});
});

describe('the work of all earlier runs', () => {
	test.each<[name: string, tickets: ReadonlyArray<readonly [number, string]>, owner: number]>([
		['as it was', [[1, 'A'], [2, 'B']], 1],
		['moved behind another', [[1, 'B'], [3, 'A']], 3],
		['given another title', [[1, 'A, and more'], [2, 'B']], 1],
		['two have its title', [[1, 'A'], [2, 'A']], 1],
	])('%s -> belongs to %j, to number %d', (_name, tickets, owner) => {
		expect([...earlierWorkOf([provenRun(1, 'A')], tickets.map(([number, title]) => ({path: ticketPath(number), title}))).keys()]).toEqual([ticketPath(owner)]);
	});

	test('selected by a newer run that did nothing for it -> what was proven stays', () => {
		expect(earlierWorkOf([provenRun(1, 'A'), foldOf(selected(1, {title: 'A'}))], [{path: ticketPath(1), title: 'A'}]).get(ticketPath(1))).toMatchObject({proof: 'proven', turns: 1});
	});
});

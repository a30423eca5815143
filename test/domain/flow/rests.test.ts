import {expect, test} from 'vitest';
import {
	isRestOf, restBroken, restCompleted, restMaxTurns,
} from '../../../source/domain/flow/rests.js';
import {
	rested, selected, stateAfter, ticketPath, wentOn, wholeTurn,
} from '../../support/flow-log.js';
import {entryOf} from '../../support/ticket-entries.js';

const ended = stateAfter(selected(1), wholeTurn(1, 1));
const paths = (count: number): readonly string[] => Array.from({length: count}, (_, index) => `file-${index + 1}`);
const named = (count: number): string => paths(count).join(', ');

test.each([
	[0, []],
	[1, ['file-1']],
	[19, [named(19)]],
	[20, [named(20)]],
	[21, [`${named(20)}, … and 1 more`]],
	[45, [`${named(20)}, … and 25 more`]],
])('restCompleted: %i paths are left -> twenty are named, the others counted', (count, listed) => {
	expect(restCompleted(ended, 1, paths(count)).details).toEqual(listed.map(list => `not committed, for it changed after the last commit: ${list}`));
});

const done = entryOf(7, {ticket: {done: true}});
test.each([
	['open, after one turn', entryOf(7), 1, 'TICKET-007 is not done after 1 turn'],
	['open, after twenty', entryOf(7), 20, 'TICKET-007 is not done after 20 turns'],
	['done, but not settled', done, 20, 'TICKET-007 has used its 20 turns'],
])('restMaxTurns: a ticket %s -> says what the turns came to', (_, entry, limit, reason) => {
	expect(restMaxTurns(entry, limit).reason).toBe(reason);
});

const finding = (number: number, message: string) => ({path: ticketPath(number), problem: {code: 'bad_yaml', message, mend: 'mend it'}} as const);
test.each([
	['one ticket', [finding(1, 'no agent')], `${ticketPath(1)} is broken: no agent`, ticketPath(1), 'broken-001'],
	['one ticket, twice', [finding(1, 'no agent'), finding(1, 'no done')], `${ticketPath(1)} is broken: no agent`, ticketPath(1), 'broken-001'],
	['two tickets', [finding(1, 'no agent'), finding(2, 'no done')], '2 tickets are broken', null, 'broken-001'],
] as const)('restBroken: %s -> named when it is one, counted when not', (_, findings, reason, ticket, id) => {
	expect(restBroken(findings)).toMatchObject({reason, item: {ticket, id}});
});

test('restBroken: what is wrong and how it is mended -> one sentence each, with the line where one is known', () => {
	const problem = (message: string, line?: number) => ({
		path: 'a.md', problem: {
			code: 'bad_yaml' as const, message, mend: 'mend it', ...line === undefined ? {} : {line},
		},
	});
	expect(restBroken([problem('no agent'), problem('No agent.', 3)]).details).toEqual(['a.md: no agent; mend it', 'a.md:3: No agent. mend it']);
});

const item = {
	id: 'i', kind: 'commit', ticket: ticketPath(1), title: '', since: '', next: '',
} as const;
test.each([
	['rests for a refused commit', rested('commit_refused'), 'commit', true],
	['rests for something else', rested('paused_by_you'), 'commit', false],
	['rests for a question', rested('question'), 'commit', false],
	['rests for a question', rested('question'), 'question', true],
	['rests for another user ticket', rested('user_ticket'), 'user_ticket', false],
	['runs', wentOn(), 'commit', false],
] as const)('isRestOf: a run that %s -> its item or not', (_, event, kind, expected) => {
	expect(isRestOf(stateAfter(selected(1), event), {...item, kind})).toBe(expected);
});

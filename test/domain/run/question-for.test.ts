import {expect, test} from 'vitest';
import type {InboxItem} from '../../../source/domain/event/flow-event.js';
import {questionFor} from '../../../source/domain/run/question-for.js';

const item = (id: string, kind: InboxItem['kind']): InboxItem => ({
	id, kind, ticket: 'second.md', title: 'T', since: '2026-11-22T01:00:00.000Z', next: 'n',
});

const asked = {
	questions: [{
		dispatch: 3, ticket: 'first.md', title: 'T', at: '2026-11-22T01:00:00.000Z',
	}, {
		dispatch: 4, ticket: 'second.md', title: 'T', at: '2026-11-22T02:00:00.000Z',
	}],
	items: [item('3', 'question'), item('7', 'question'), item('broken-2', 'broken'), item('outcome-2', 'outcome')],
};

test.each<[to: string | undefined, answers: string | null | undefined]>([
	[undefined, '3'],
	['4', '4'],
	['#4', '4'],
	['0004', '4'],
	['broken-2', 'broken-2'],
	['outcome-2', undefined],
	['7', undefined],
	['9', undefined],
])('a reply to %j -> the open question it answers is %j', (to, answers) => {
	expect(questionFor(asked, to)?.id).toBe(answers);
});

test('a reply to nobody, nothing is asked -> it answers nothing', () => {
	expect(questionFor({questions: [], items: []}, undefined)).toEqual({id: null, ticket: null});
});

import {expect, test} from 'vitest';
import {inboxWords, messageWords, receiptWords} from '../../../source/domain/words/inbox-words.js';

test.each([
	['question', 'asks you', 'asks you', 'question'],
	['approval', 'approval', 'approval', undefined],
	['user_ticket', 'your ticket', 'yours', undefined],
	['broken', 'broken ticket', 'broken', undefined],
	['commit', 'commit refused', 'no commit', undefined],
	['verify', 'check fails', 'not proven', undefined],
	['loop', 'no progress', 'stuck', undefined],
	['limit', 'turn limit', 'turn limit', undefined],
	['outcome', 'outcome unknown', 'outcome?', undefined],
	['agent', 'agent failed', 'failed', undefined],
	['tampering', 'tampering', 'tampering', undefined],
] as const)('an item of the kind %s -> %s; at its ticket %s; as a noun %s', (kind, inList, atTicket, asNoun) => {
	const {inList: list, atTicket: ticket, asNoun: noun} = inboxWords[kind];
	expect([list, ticket, noun]).toEqual([inList, atTicket, asNoun]);
});

test.each([['queued', null, 'queued'], ['delivered', 4, 'delivered in turn 4'], ['answered', null, 'answered in turn ?']] as const)('a reply that is %s, turn %s -> %s', (state, turn, words) => {
	expect(receiptWords(state, turn)).toBe(words);
});

test('a message: who says it to whom', () => {
	expect(messageWords).toEqual({asks: 'asks you', tells: 'tells you', reply: 'you'});
});

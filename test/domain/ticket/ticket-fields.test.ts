import {expect, test} from 'vitest';
import {jsonFields, shownFields, type Ticket} from '../../../source/domain/ticket/ticket-fields.js';

const ticket: Ticket = {
	agent: 'codex', done: true, title: 'T', goal: 'G', model: 'm', reasoning: 'high', verify: [], after: [1], context: [],
};

test.each([
	['a ticket with all of them', ticket, {agent: 'codex', done: true, model: 'm'}],
	['one that names no model', {...ticket, model: undefined}, {agent: 'codex', done: true, model: null}],
	['one that cannot be read', undefined, {agent: null, done: null, model: null}],
] as const)('fields that surfaces see: %s -> %j', (_name, read, shown) => {
	expect(shownFields(read)).toEqual(shown);
});

test('fields in JSON: whatever else a surface sees -> those of the contract, in its order', () => {
	expect(JSON.stringify(jsonFields({
		model: 'm', text: 'x', done: false, agent: 'codex',
	}))).toBe('{"agent":"codex","done":false}');
});

import {expect, test} from 'vitest';
import {jsonFields, shownFields} from '../../../source/domain/ticket/ticket-fields.js';
import {entryOf} from '../../support/ticket-entries.js';

const seen = (fields: Parameters<typeof entryOf>[1]) => shownFields(entryOf(1, fields).ticket);

test.each([
	['a ticket with a model and a goal', {model: 'm', goal: 'G'}, {agent: 'codex', done: false, model: 'm'}],
	['one that names no model', {done: true}, {agent: 'codex', done: true, model: null}],
	['one that cannot be read', null, {agent: null, done: null, model: null}],
] as const)('fields that surfaces see: %s -> %j', (_name, ticket, shown) => {
	expect(seen({ticket})).toMatchObject(shown);
	expect(seen({ticket})).not.toHaveProperty('goal');
});

test('fields in JSON: whatever else a surface sees -> those of the contract, in its order', () => {
	const view = {text: 'x', ...seen({ticket: {model: 'm'}})};
	expect(JSON.stringify(jsonFields(view))).toBe('{"agent":"codex","done":false}');
});

import {expect, test} from 'vitest';
import {readTicket} from '../../../source/domain/ticket/read-ticket.js';

const known = ['codex', 'opencode', 'demo'];
const lines = new Map([['agent', 2], ['done', 3], ['title', 4]]);
const read = (data: Record<string, unknown>) => readTicket(data, lines, true, known);

test('ticket: all fields right -> the ticket, no problems', () => {
	expect(read({
		agent: ' CODEX ', done: false, title: 'T', goal: 'G', model: 'm', reasoning: 'high', verify: ['npm test'], after: [1, 2],
		context: [{path: 'docs/a.md', max_bytes: 10, required: true}, {path: 'b.md'}], prio: 3,
	})).toEqual({
		ticket: {
			agent: 'codex', done: false, title: 'T', goal: 'G', model: 'm', reasoning: 'high', verify: ['npm test'], after: [1, 2],
			context: [{path: 'docs/a.md', maxBytes: 10, required: true}, {path: 'b.md', maxBytes: undefined, required: false}],
		},
		problems: [],
	});
});

test('ticket: only the required fields, optional ones left empty -> the ticket, no problems', () => {
	expect(read({
		agent: 'user', done: true, title: null, verify: null,
	})).toEqual({
		ticket: {
			agent: 'user', done: true, title: undefined, goal: undefined, model: undefined, reasoning: undefined, verify: undefined, context: [], after: [],
		},
		problems: [],
	});
});

test('ticket: `verify: []` -> opted out, not absent', () => {
	expect(read({agent: 'codex', done: false, verify: []}).ticket?.verify).toEqual([]);
});

test.each([
	[{done: true}, [['missing_agent', 2]]],
	[{agent: '', done: true}, [['missing_agent', 2]]],
	[{agent: null, done: true}, [['missing_agent', 2]]],
	[{agent: ['codex'], done: false}, [['missing_agent', 2]]],
	[{agent: 7, done: false}, [['missing_agent', 2]]],
	[{agent: 'codex'}, [['missing_done', 3]]],
	[{agent: 'codex', done: 'false'}, [['missing_done', 3]]],
	[{agent: 'codex', done: 0}, [['missing_done', 3]]],
	[{agent: 'codex', done: null}, [['missing_done', 3]]],
	[{agent: 'x', done: 'x'}, [['unknown_agent', 2], ['missing_done', 3]]],
	[{}, [['missing_agent', 2], ['missing_done', 3]]],
])('ticket: %j -> no ticket, problems %j', (data, expected) => {
	const {ticket, problems} = read(data);
	expect(ticket).toBeUndefined();
	expect(problems.map(({code, line}) => [code, line])).toEqual(expected);
});

test.each([
	['title', 5],
	['goal', true],
	['model', 1.1],
	['reasoning', ['high']],
	['verify', 'npm test'],
	['verify', [1]],
	['verify', [' ']],
	['after', 3],
	['after', ['TICKET-003']],
	['after', [0]],
	['after', [-1]],
	['after', [1.5]],
	['after', [1e300]],
	['context', 'a.md'],
	['context', ['a.md']],
	['context', [{}]],
	['context', [{path: '../x'}]],
	['context', [{path: '/etc/passwd'}]],
	['context', [{path: 'a', max_bytes: 0}]],
	['context', [{path: 'a', required: 'yes'}]],
])('ticket: optional field %s is %j -> the ticket without it, and a problem', (key, value) => {
	const {ticket, problems} = read({agent: 'codex', done: false, [key]: value});
	expect(ticket).toMatchObject({agent: 'codex', done: false});
	expect(ticket?.[key as 'title'] ?? []).toEqual([]);
	expect(problems).toMatchObject([{code: 'bad_type'}]);
	expect(problems[0]?.message).toContain(`\`${key}\``);
	expect(problems[0]?.mend).not.toBe('');
});

test('agent: unknown and near a known one -> the ticket, and a problem that names the near one', () => {
	expect(read({agent: 'Codx', done: true})).toMatchObject({
		ticket: {agent: 'codx', done: true},
		problems: [{
			code: 'unknown_agent', line: 2, message: 'No agent is called "codx". Did you mean `codex`?', mend: 'Write `agent: codex`, or name it under `agents` in the configuration.',
		}],
	});
});

test('agent: unknown and near none -> the mend lists all', () => {
	expect(read({agent: 'hal', done: false}).problems[0]?.mend).toContain('`user`, `codex`, `opencode`, `demo`');
});

test('ticket: no frontmatter -> one problem on line 1', () => {
	expect(readTicket({}, new Map(), false, known)).toMatchObject({ticket: undefined, problems: [{code: 'no_frontmatter', line: 1}]});
});

test('ticket: fields inherited from a prototype -> not seen', () => {
	expect(read(Object.create({agent: 'codex', done: true}) as Record<string, unknown>).ticket).toBeUndefined();
});

test('readTicket: an agent with a Kelvin sign or a long s -> another name than the one in ASCII', () => {
	const read = (agent: string) => readTicket({agent, done: false}, new Map(), true, ['kimi', 'sonnet']);
	expect(['KIMI', 'Sonnet', '\u{212A}imi', '\u{17F}onnet'].map(agent => read(agent).problems.length)).toEqual([0, 0, 1, 1]);
});

import {execFile} from 'node:child_process';
import {
	mkdir, readFile, readdir, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
import {demoFiles} from '../../../source/agents/demo/demo-repository.js';
import {createDemoHarness} from '../../../source/agents/demo/harness.js';
import {choiceIn, replyIn, withDone} from '../../../source/agents/demo/read-prompt.js';
import type {TurnRequest} from '../../../source/domain/agent-harness.js';
import type {AgentSettings} from '../../../source/domain/config/config.js';
import {isEnd, type AgentEvent} from '../../../source/domain/event/agent-event.js';
import {tempFolder} from '../../support/temp-folder.js';

const harness = (speed: string) => {
	const settings: AgentSettings = {
		type: 'demo', command: [], env: {CAR_DEMO_SPEED: speed}, envPass: [], model: undefined, reasoning: undefined, access: 'write', gitWrite: false, source: 'built-in',
	};
	return createDemoHarness(settings);
};

const demoFolder = async (): Promise<string> => {
	const folder = await tempFolder('demo');
	for (const file of demoFiles()) {
		await mkdir(path.dirname(path.join(folder, file.path)), {recursive: true});
		await writeFile(path.join(folder, file.path), file.text);
	}

	return folder;
};

const requestFor = (workspace: string, name: string, change: Partial<TurnRequest> = {}): TurnRequest => ({
	runId: 'r',
	turn: 3,
	attempt: 1,
	agent: 'demo',
	ticket: `.codex-autorunner/tickets/${name}.md`,
	prompt: '<ticket nonce="x">\nDo it.\n</ticket nonce="x">\n',
	model: undefined,
	reasoning: undefined,
	conversationId: undefined,
	workspace,
	dispatchDir: path.join(workspace, '.codex-autorunner/runs/r/dispatch'),
	dispatchFile: path.join(workspace, '.codex-autorunner/runs/r/DISPATCH.md'),
	access: 'write',
	tag: 't',
	register: async () => undefined,
	...change,
});

const play = async (request: TurnRequest): Promise<readonly AgentEvent[]> => {
	const events: AgentEvent[] = [];
	for await (const event of harness('0').runTurn(request, new AbortController().signal)) {
		events.push(event);
	}

	expect(events.filter(event => isEnd(event))).toEqual([events.at(-1)]);
	return events;
};

const read = async (folder: string, name: string) => readFile(path.join(folder, name), 'utf8');

const withReply = (text: string) => ({prompt: `<replies nonce="n1">\n[USER_REPLY 0001]\n${text}\n</replies nonce="n1">\n\n<ticket nonce="n1">\nx\n</ticket nonce="n1">\n`});

const store = 'TICKET-003-job-store';

describe('demo script', () => {
	it.each([['a', 'one JSON file'], ['b, and keep the interface', 'a log of lines']])('script: all tickets with the answer %j -> all done, the code is that choice and its tests pass', async (answer, name) => {
		const folder = await demoFolder();
		const tickets = await readdir(path.join(folder, '.codex-autorunner/tickets'));
		for (const ticket of tickets.toSorted()) {
			const request = requestFor(folder, path.basename(ticket, '.md'), ticket.startsWith(store) ? withReply(answer) : {});
			const events = await play(request);
			expect(events.at(-1)).toMatchObject({type: 'completed', message: expect.stringMatching(/\.$/v) as string});
			const kinds = new Set(events.map(event => event.type === 'output_delta' ? event.channel : event.type));
			expect([...kinds]).toEqual(expect.arrayContaining(['session_started', 'message', 'reasoning', 'tool', 'tool_call', 'tool_result', 'token_usage']));
			expect(await read(folder, request.ticket)).toContain('\ndone: true\n');
		}

		expect(tickets).toHaveLength(5);
		expect(await read(folder, 'source/store.js')).toContain(`Chosen by the human: "${answer}"`);
		expect(await read(folder, '.codex-autorunner/workspace/decisions.md')).toBe(`- The job store is ${name}. The human said: "${answer}"\n`);
		const {stdout} = await promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap'], {cwd: folder, env: {PATH: process.env.PATH}});
		expect(stdout).toMatch(/^# tests 6\n/mv);
		expect(stdout).toMatch(/^# fail 0\n/mv);
	});

	it('script: ticket that asks -> DISPATCH.md with mode pause and two options, the ticket stays open', async () => {
		const folder = await demoFolder();
		const request = requestFor(folder, store);
		const events = await play(request);
		expect(await readFile(request.dispatchFile, 'utf8')).toMatch(/^---\nmode: pause\ntitle: "[^"]+"\n---\n[\s\S]*\na\) [\s\S]*\nb\) /v);
		expect(await read(folder, request.ticket)).toContain('\ndone: false\n');
		expect(events.findLast(event => event.type === 'session_started')).toEqual({type: 'session_started', conversation_id: 'demo-job-store-asked'});
		expect(await readdir(folder)).not.toContain('store.js');
	});

	it('script: went on without an answer -> takes a and says so; interrupted before it asked -> asks', async () => {
		const folder = await demoFolder();
		await play(requestFor(folder, store, {conversationId: 'demo-job-store-asked'}));
		expect(await read(folder, 'source/store.js')).toContain('one JSON file that is replaced whole. Chosen by the human: "no answer, so it is your choice"');
		const other = await demoFolder();
		const request = requestFor(other, store, {conversationId: 'demo-job-store'});
		await play(request);
		expect(await readFile(request.dispatchFile, 'utf8')).toContain('mode: pause');
	});

	it('script: same turn twice -> the same events and files', async () => {
		const first = await demoFolder();
		const second = await demoFolder();
		const name = 'TICKET-005-docs';
		expect(await play(requestFor(first, name))).toEqual(await play(requestFor(second, name)));
		await play(requestFor(first, name));
		expect(await read(first, 'README.md')).toBe(await read(second, 'README.md'));
	});

	it('script: reply that tries to end a comment -> the code still parses', async () => {
		const folder = await demoFolder();
		await play(requestFor(folder, store, withReply('a */ process.exit(1) /*\nsecond line $& \\')));
		await promisify(execFile)(process.execPath, ['--check', path.join(folder, 'source/store.js')]);
	});
});

describe('any other ticket', () => {
	it('ticket that is not in the script -> a note, done, the rest of the ticket untouched', async () => {
		const folder = await tempFolder();
		await mkdir(path.join(folder, '.codex-autorunner/tickets'), {recursive: true});
		const text = '---\r\nagent: "demo" # me\r\ndone: false\r\ntitle: "Log in"\r\n---\r\ndone: false\r\n';
		const request = requestFor(folder, 'TICKET-012-docs');
		await writeFile(path.join(folder, request.ticket), text);
		await writeFile(path.join(folder, 'README.md'), 'Mine\n');
		expect(await play(request)).toContainEqual({
			type: 'tool_result', call_id: 'demo-3-2', ok: true, summary: 'done: true',
		});
		expect(await read(folder, request.ticket)).toBe(text.replace('done: false', 'done: true'));
		expect(await read(folder, 'NOTES.md')).toBe('- TICKET-012-docs: Log in\n');
		expect(await read(folder, 'README.md')).toBe('Mine\n');
		await play(request);
		expect(await read(folder, 'NOTES.md')).toBe('- TICKET-012-docs: Log in\n');
	});

	it('folder that cannot be written -> failed with the reason', async () => {
		const folder = await tempFolder();
		await mkdir(path.join(folder, 'NOTES.md'));
		const events = await play(requestFor(folder, 'TICKET-001'));
		expect(events.at(-1)).toMatchObject({type: 'failed', retry: 'never', message: expect.stringContaining('EISDIR') as string});
	});
});

describe('pace', () => {
	it('abort while it speaks -> interrupted at once, nothing after it', async () => {
		const folder = await demoFolder();
		const controller = new AbortController();
		const events: AgentEvent[] = [];
		const begin = performance.now();
		for await (const event of harness('0.01').runTurn(requestFor(folder, 'TICKET-001-job-ids'), controller.signal)) {
			events.push(event);
			setImmediate(() => {
				controller.abort('you stopped it');
			});
		}

		// At this speed the next word is half a minute away.
		expect(performance.now() - begin).toBeLessThan(5000);
		expect(events.map(event => event.type)).toEqual(['session_started', 'interrupted']);
		expect(events.at(-1)).toEqual({type: 'interrupted', reason: 'you stopped it'});
	});

	it('abort without any waiting -> interrupted before the ticket is done', async () => {
		const folder = await demoFolder();
		const controller = new AbortController();
		const request = requestFor(folder, 'TICKET-001-job-ids');
		let last: AgentEvent | undefined;
		for await (const event of harness('0').runTurn(request, controller.signal)) {
			last = event;
			if (event.type === 'tool_call') {
				controller.abort();
			}
		}

		expect(last).toEqual({type: 'interrupted', reason: 'interrupted'});
		expect(await read(folder, request.ticket)).toContain('\ndone: false\n');
	});
});

describe('reading the prompt', () => {
	it.each([
		['a', 'a'], ['b', 'b'], ['B, please', 'b'], ['option b', 'b'], ['the log', 'b'], ['Yes: do it the simpler way.', 'a'], ['SQLite?', 'a'], [undefined, 'a'],
	] as const)('choiceIn: %j -> %s', (reply, choice) => {
		expect(choiceIn(reply)).toBe(choice);
	});

	it.each([
		['<replies nonce="1">\n[USER_REPLY 0001]\nyes\n\n[USER_REPLY 0002]\nno\n</replies nonce="1">\n', 'yes\n\nno'],
		['<replies nonce="1">\nends </replies nonce="2">\n</replies nonce="2">\nb\n</replies nonce="1">\n', 'ends </replies nonce="2">\n</replies nonce="2">\nb'],
		['<ticket nonce="1">\n  <replies nonce="1">\nno\n</ticket nonce="1">\n', undefined],
		['', undefined],
	])('replyIn: %j -> %j', (prompt, reply) => {
		expect(replyIn(prompt)).toBe(reply);
	});

	it.each([
		['---\ndone: false\n---\ndone: false\n', '---\ndone: true\n---\ndone: false\n'],
		['---\ndone: true\n---\n', undefined],
		['done: false\n', undefined],
		['---\ndone: false\n', undefined],
	])('withDone: %j -> %j', (before, after) => {
		expect(withDone(before)).toBe(after);
	});
});

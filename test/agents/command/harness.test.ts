import {chmod, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {createCommandHarness} from '../../../source/agents/command/harness.js';
import type {TurnRequest} from '../../../source/domain/agent-harness.js';
import type {AgentSettings} from '../../../source/domain/config/config.js';
import {isEnd, type AgentEvent} from '../../../source/domain/event/agent-event.js';
import {tempFolder} from '../../support/temp-folder.js';
import {livingWith, until} from '../living.js';

let serial = 0;

const prepare = async (script: string, change: Partial<TurnRequest> = {}) => {
	const workspace = await tempFolder();
	await writeFile(path.join(workspace, 'agent.sh'), `#!/bin/bash\n${script}\n`);
	await chmod(path.join(workspace, 'agent.sh'), 0o755);
	const settings: AgentSettings = {
		type: 'command', command: ['./agent.sh'], env: {}, envPass: [], model: undefined, reasoning: undefined, access: 'write', gitWrite: false, source: 'user',
	};
	const request: TurnRequest = {
		runId: '20260101-000000-abcd',
		turn: 7,
		attempt: 1,
		agent: 'script',
		ticket: '.codex-autorunner/tickets/TICKET-001.md',
		prompt: 'Do it.',
		model: undefined,
		reasoning: undefined,
		conversationId: undefined,
		workspace,
		dispatchDir: '/d/dispatch',
		dispatchFile: '/d/DISPATCH.md',
		access: 'write',
		tag: `command-test-${process.pid}-${++serial}`,
		register: async () => undefined,
		...change,
	};
	return {
		harness: createCommandHarness(settings, process.env), settings, request, workspace,
	};
};

const collect = async (events: AsyncIterable<AgentEvent>): Promise<readonly AgentEvent[]> => {
	const all: AgentEvent[] = [];
	for await (const event of events) {
		all.push(event);
	}

	expect(all.filter(event => isEnd(event))).toHaveLength(1);
	expect(isEnd(all.at(-1)!)).toBe(true);
	return all;
};

const play = async (script: string, change: Partial<TurnRequest> = {}) => {
	const {harness, request} = await prepare(script, change);
	const events = await collect(harness.runTurn(request, new AbortController().signal));
	expect(livingWith(request.tag)).toEqual([]);
	return {events, end: events.at(-1)!};
};

const textOf = (events: readonly AgentEvent[], channel: string): string =>
	events.map(event => event.type === 'output_delta' && event.channel === channel ? event.text : '').join('');

describe('command harness', () => {
	it('turn: prompt on stdin, message on stdout, exit 0 -> streamed and completed with the whole of it', async () => {
		const {events, end} = await play('echo "You said:"; cat; echo; echo äöü', {prompt: 'Line 1\nLine 2 🚂'});
		expect(textOf(events, 'message')).toBe('You said:\nLine 1\nLine 2 🚂\näöü\n');
		expect(end).toEqual({type: 'completed', message: 'You said:\nLine 1\nLine 2 🚂\näöü\n'});
	});

	it('turn: variables -> the ones of the contract, unset without a value, and none of ours inherited', async () => {
		process.env.CAR_LEAKED = 'x';
		process.env.DATABASE_URL = 'secret';
		const variables = async (change: Partial<TurnRequest>) => {
			const {events} = await play('env', change);
			return textOf(events, 'message').split('\n').filter(line => /^(?:CAR|DATA)_/v.test(line) && !line.startsWith('CAR_SPAWN_ID=')).map(line => line.replace(/CAR_(?:WORKSPACE|WORKER_TAG)=.*/v, found => found.split('=', 1)[0]!)).toSorted();
		};

		const always = [
			'CAR_AGENT=script', 'CAR_DISPATCH_DIR=/d/dispatch', 'CAR_DISPATCH_FILE=/d/DISPATCH.md', 'CAR_RUN_ID=20260101-000000-abcd', 'CAR_TICKET=.codex-autorunner/tickets/TICKET-001.md', 'CAR_TURN=7', 'CAR_WORKER_TAG', 'CAR_WORKSPACE',
		];
		expect(await variables({})).toEqual(always);
		expect(await variables({model: 'm', reasoning: 'high', conversationId: 'c'})).toEqual([...always, 'CAR_MODEL=m', 'CAR_REASONING=high', 'CAR_CONVERSATION_ID=c'].toSorted());
		Reflect.deleteProperty(process.env, 'CAR_LEAKED');
		Reflect.deleteProperty(process.env, 'DATABASE_URL');
	});

	it('turn: stderr -> lines of tool output, the conversation named and not shown', async () => {
		const {events} = await play('echo one >&2; echo "car:conversation abc-1" >&2; echo "say car:conversation no" >&2; printf last >&2');
		expect(events).toEqual([
			{
				type: 'output_delta', channel: 'tool', text: 'one\n', call_id: 'stderr',
			},
			{type: 'session_started', conversation_id: 'abc-1'},
			{
				type: 'output_delta', channel: 'tool', text: 'say car:conversation no\n', call_id: 'stderr',
			},
			{
				type: 'output_delta', channel: 'tool', text: 'last\n', call_id: 'stderr',
			},
			{type: 'completed', message: ''},
		]);
	});

	it('turn: exit 75 -> transient; other code -> never with the last 40 lines of stderr; signal -> named', async () => {
		const transient = await play('echo busy >&2; exit 75');
		expect(transient.end).toEqual({type: 'failed', message: 'script ended with exit code 75\nbusy', retry: 'transient'});
		const lasting = await play('seq 1 100 >&2; exit 2');
		expect(lasting.end).toEqual({type: 'failed', message: ['script ended with exit code 2', ...Array.from({length: 40}, (_, index) => String(index + 61))].join('\n'), retry: 'never'});
		const killed = await play('kill -KILL $$');
		expect(killed.end).toEqual({type: 'failed', message: 'script was ended by SIGKILL', retry: 'never'});
	});

	it('turn: program missing -> failed for good with a sentence', async () => {
		const {harness: _, request, settings} = await prepare('');
		const events = await collect(createCommandHarness({...settings, command: ['no-such-agent']}, process.env).runTurn(request, new AbortController().signal));
		expect(events).toEqual([{type: 'failed', message: 'no-such-agent was not found. Install it, put its folder on PATH, or name it with its path in the command of this agent.', retry: 'never'}]);
	});

	it('turn: program that never reads its stdin, or closes it at once, with a big prompt -> fine', async () => {
		const prompt = 'x'.repeat(3_000_000);
		const deaf = await play('echo ok', {prompt});
		expect(deaf.end).toEqual({type: 'completed', message: 'ok\n'});
		const closing = await play('exec 0<&-; echo ok; sleep 0.1; exit 4', {prompt});
		expect(closing.end).toMatchObject({type: 'failed', retry: 'never'});
	});

	it('turn: output that is no text -> decoded with marks, never an error', async () => {
		const {events, end} = await play(String.raw`printf 'a\377\000\303'; sleep 0.05; printf '\244b'`);
		expect(textOf(events, 'message')).toBe('a\uFFFD\0äb');
		expect(end).toEqual({type: 'completed', message: 'a\uFFFD\0äb'});
	});

	it('turn: 50 MB of output -> all of it streamed, the last MiB kept with a notice, memory bounded', async () => {
		const {harness, request} = await prepare('yes 0123456789abcdef | head -c 50000000; echo; echo the end');
		let length = 0;
		let largest = 0;
		let last: AgentEvent | undefined;
		const notices: string[] = [];
		const before = process.memoryUsage().rss;
		let peak = 0;
		for await (const event of harness.runTurn(request, new AbortController().signal)) {
			if (event.type === 'output_delta') {
				length += event.text.length;
				largest = Math.max(largest, event.text.length);
				peak = Math.max(peak, process.memoryUsage().rss);
			} else if (event.type === 'notice') {
				notices.push(event.text);
			}

			last = event;
		}

		expect(length).toBe(50_000_009);
		expect(largest).toBeLessThanOrEqual(1024 * 1024);
		expect(notices).toEqual(['the message was longer than 1 MiB: only its end is kept as the output of this turn, all of it is in the transcript']);
		expect(last?.type === 'completed' && last.message).toHaveLength(1024 * 1024);
		expect(last?.type === 'completed' && last.message.endsWith('\nthe end\n')).toBe(true);
		expect(peak - before).toBeLessThan(150 * 1024 * 1024);
	});

	it('turn: child that keeps the output open after the end -> completed soon, child ended', async () => {
		const {end} = await play('sleep 300 & disown; setsid sleep 300 & echo done');
		expect(end).toEqual({type: 'completed', message: 'done\n'});
	});

	it('turn: registered before the prompt is sent -> in this order', async () => {
		const order: string[] = [];
		const {harness, request} = await prepare('cat', {
			async register(found) {
				order.push(`registered ${found.pid > 1} ${found.startTime !== null}`);
			},
		});
		for await (const event of harness.runTurn(request, new AbortController().signal)) {
			order.push(event.type);
		}

		expect(order).toEqual(['registered true true', 'output_delta', 'completed']);
	});
});

describe('interrupting', () => {
	it('abort: program that ignores TERM in several sessions, mid-flood -> interrupted, no process left', async () => {
		const {harness, request, workspace} = await prepare('trap "" TERM; setsid bash -c "trap : TERM; touch up; sleep 300; sleep 300" & yes & wait');
		const controller = new AbortController();
		const events: AgentEvent[] = [];
		for await (const event of harness.runTurn(request, controller.signal)) {
			events.push(event);
			if (events.length === 3) {
				await until(() => livingWith(request.tag).length >= 3);
				controller.abort('you stopped it');
			}
		}

		expect(events.at(-1)).toEqual({type: 'interrupted', reason: 'you stopped it'});
		expect(livingWith(request.tag)).toEqual([]);
		await readFile(path.join(workspace, 'up'));
	});

	it('abort: before the start -> interrupted, nothing was started', async () => {
		const {harness, request, workspace} = await prepare('touch started');
		const events = await collect(harness.runTurn(request, AbortSignal.abort()));
		expect(events).toEqual([{type: 'interrupted', reason: 'interrupted'}]);
		await expect(readFile(path.join(workspace, 'started'))).rejects.toThrow();
	});

	it('reader that goes away, and close -> the program is ended', async () => {
		const first = await prepare('echo up; sleep 300');
		const turn = first.harness.runTurn(first.request, new AbortController().signal)[Symbol.asyncIterator]();
		expect(await turn.next()).toMatchObject({value: {type: 'output_delta'}});
		await turn.return?.();
		expect(livingWith(first.request.tag)).toEqual([]);
		const second = await prepare('echo up; sleep 300');
		const events: AgentEvent[] = [];
		for await (const event of second.harness.runTurn(second.request, new AbortController().signal)) {
			events.push(event);
			if (events.length === 1) {
				await second.harness.close();
			}
		}

		expect(events.at(-1)).toEqual({type: 'failed', message: 'script was ended by SIGTERM', retry: 'never'});
	});
});

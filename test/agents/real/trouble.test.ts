import {rm} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {
	finish, until, untilGone, type CodexPlace,
} from './codex-place.js';
import {placeForTest} from './place-for-test.js';
import type {Asked, Move} from './model-server.js';

const open = placeForTest();

/** The first requests are answered by these moves, everything after by doing the ticket. */
const first = (...moves: ReadonlyArray<readonly Move[]>) => {
	let count = 0;
	return ({round}: Asked): readonly Move[] => moves[count++] ?? (round === 0 ? [{run: `echo work > work.txt; ${finish(1)}`}] : [{text: 'Done.'}]);
};

const begin = async (...moves: ReadonlyArray<readonly Move[]>): Promise<CodexPlace> => {
	const here = await open(first(...moves));
	await here.ticket(1, {agent: 'codex', done: false, title: 'Work'});
	return here;
};

const attempts = (here: CodexPlace): readonly number[] => here.events().filter(event => event.type === 'turn_started').map(event => event.attempt);

const notices = (here: CodexPlace, turn = 1): string => here.transcript(turn).map(event => event.type === 'notice' ? event.text : '').join('\n');

const rate = (body: unknown, headers: Readonly<Record<string, string>> = {}): readonly Move[] => [{status: 429, body, headers}];

test('limit: used up until a time -> waits for it, says so, and goes on by itself', async () => {
	let reset = 0;
	const work = first();
	const here = await open(asked => {
		if (reset > 0) {
			return work(asked);
		}

		reset = Math.ceil(Date.now() / 1000) + 4;
		return rate({
			error: {
				type: 'usage_limit_reached', message: 'The usage limit has been reached', plan_type: 'pro', resets_at: reset,
			},
		}, {'x-codex-primary-used-percent': '100', 'x-codex-primary-window-minutes': '300', 'x-codex-primary-reset-at': String(reset)});
	});
	await here.ticket(1, {agent: 'codex', done: false, title: 'Work'});
	const {code} = await here.car('run');
	expect(here.events().find(event => event.type === 'run_state_changed' && event.reason_code === 'waiting_limit')).toMatchObject({status: 'running', until: new Date(reset * 1000).toISOString()});
	expect([code, attempts(here)]).toEqual([0, [1, 2]]);
	const {stdout} = await here.car('usage', '--json');
	expect(JSON.parse(stdout)).toMatchObject({total: {input: 2400, output: 68, total: 2468}, limits: [{agent: 'codex', limits: [{name: '5 h', used_percent: 100, resets_at: new Date(reset * 1000).toISOString()}]}]});
});

test('limit: 429 without a time -> waits half an hour at a time', async () => {
	const always = rate({error: {message: 'slow down', type: 'rate_limit_error'}});
	const here = await begin(...Array.from({length: 8}, () => always));
	const before = Date.now();
	const run = here.start('run');
	const waiting = await here.seen(event => event.type === 'run_state_changed' && event.reason_code === 'waiting_limit');
	const wait = Date.parse((waiting as {readonly until: string}).until) - before;
	expect(wait > 29 * 60_000 && wait < 32 * 60_000).toBe(true);
	await here.car('stop');
	const {code} = await run.exited;
	expect(code).toBe(4);
	await untilGone(here);
});

const lasting: ReadonlyArray<readonly [name: string, move: Move, words: string]> = [
	['401', {status: 401, body: {error: {message: 'bad key', type: 'authentication_error'}}}, 'not logged in'],
	['400', {status: 400, body: {error: {message: 'bad request of ours', type: 'invalid_request_error'}}}, 'bad request of ours'],
];

test.each(lasting)('codex: %s -> agent_error at once, with what was said', async (_, move, words) => {
	const here = await begin(...Array.from({length: 8}, () => [move]));
	const {code, stdout} = await here.car('run');
	expect([code, here.events().at(-1), attempts(here)]).toMatchObject([3, {status: 'paused', reason_code: 'agent_error'}, [1]]);
	expect(stdout).toContain(words);
});

test('codex: 5xx once, a stream that is cut once -> codex tries again itself, the turn is one', async () => {
	const here = await begin([{status: 500, body: {error: {message: 'oops'}}}], [{text: 'Half a '}, {cut: true}]);
	const {code} = await here.car('run');
	expect([code, attempts(here), notices(here)]).toEqual([0, [1], expect.stringContaining('Reconnecting')]);
});

test('codex: response.failed until codex gives up -> tried again in the same conversation', async () => {
	const failed: readonly Move[] = [{text: 'Half. '}, {failed: 'the model fell over'}];
	const here = await begin(failed, failed);
	const {code} = await here.car('run');
	const conversations = here.events().flatMap(event => event.type === 'turn_started' ? [event.conversation_id] : []);
	expect([code, attempts(here), notices(here)]).toEqual([0, [1, 2], expect.stringContaining('trying again in 1 s')]);
	expect(conversations).toEqual([null, expect.any(String)]);
});

const killCodex = (here: CodexPlace): void => {
	for (const pid of here.codexPids()) {
		process.kill(pid, 'SIGKILL');
	}
};

test('codex killed while it thinks -> the same conversation in a new process', async () => {
	const here = await begin([{text: 'Thinking '}, {hold: 'for ever'}]);
	const run = here.start('run');
	await until(() => here.transcriptText(1).includes('Thinking') || undefined, 'the first words');
	killCodex(here);
	const {code} = await run.exited;
	const conversations = here.events().flatMap(event => event.type === 'turn_started' ? [event.conversation_id] : []);
	expect([code, attempts(here), conversations, here.transcript(1).filter(event => event.type === 'session_started').map(event => event.conversation_id)])
		.toEqual([0, [1, 2], [null, expect.any(String)], [conversations[1], conversations[1]]]);
});

test('codex killed while a command runs -> the command is gone, the turn is tried again', async () => {
	const here = await begin([{run: 'echo begun; sleep 300'}]);
	const run = here.start('run');
	await until(() => here.transcript(1).some(event => event.type === 'tool_call') || undefined, 'the command');
	killCodex(here);
	const {code} = await run.exited;
	expect([code, attempts(here)]).toEqual([0, [1, 2]]);
	await untilGone(here);
});

test('codex killed while it waits for approval -> the question is closed, the turn is tried again', async () => {
	const here = await begin([{run: 'git config car.test yes', because: 'May I?'}]);
	const run = here.start('run');
	await here.seen(event => event.type === 'item_opened');
	killCodex(here);
	const {code} = await run.exited;
	expect([code, attempts(here), here.events().filter(event => event.type === 'item_closed').map(event => event.id)]).toEqual([0, [1, 2], ['approval-1-1']]);
});

test('codex: its conversation is lost -> a new one with what was said last, shown as such', async () => {
	let turns = 0;
	const here = await open(({round, whole}) => {
		if (round > 0) {
			return [{text: turns++ === 0 ? 'I chose the left path.' : 'Done.'}];
		}

		return [{run: whole.includes('go on') ? finish(1) : String.raw`echo half > half.txt; printf -- "---\nmode: pause\ntitle: Left?\n---\nLeft?\n" > $(echo .codex-autorunner/runs/*/)DISPATCH.md`}];
	});
	await here.ticket(1, {agent: 'codex', done: false, title: 'Walk'});
	await here.car('run');
	await rm(path.join(here.codexHome, 'sessions'), {recursive: true});
	await here.car('reply', 'go on');
	const {code} = await here.car('run');
	expect([code, notices(here, 2)]).toEqual([0, expect.stringContaining('no longer knows the conversation')]);
	expect(here.model.asked.at(-1)!.whole).toContain('I chose the left path.');
});

test('codex: not there, no program, no login -> agent_error that says what to do', async () => {
	const here = await begin();
	const config = path.join(here.env.XDG_CONFIG_HOME!, 'codex-autorunner/config.yml');
	const {writeFile} = await import('node:fs/promises');
	await writeFile(config, 'agents:\n  codex: {command: [/nowhere/codex, app-server]}\n');
	const missing = await here.car('run');
	expect([missing.code, missing.stdout]).toEqual([3, expect.stringContaining('/nowhere/codex was not found')]);
	await writeFile(config, 'agents:\n  codex: {command: [/bin/false]}\n');
	const useless = await here.car('run');
	expect([useless.code, useless.stdout]).toEqual([3, expect.stringContaining('ended with exit code 1')]);
	const loggedOut = await open(first(), {codexConfig: 'check_for_update_on_startup = false\n'});
	await loggedOut.ticket(1, {agent: 'codex', done: false, title: 'Work'});
	const answer = await loggedOut.car('run');
	expect([answer.code, answer.stdout, loggedOut.events().at(-1)]).toMatchObject([3, expect.stringContaining('codex is not logged in'), {reason_code: 'agent_error'}]);
});

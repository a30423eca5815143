import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {workerTagName} from '../../source/agents/process/kill-tree.js';
import {isAlive} from '../../source/agents/process/process-evidence.js';
import type {FlowEvent} from '../../source/domain/event/flow-event.js';
import {runStarted, selected, turnStarted} from '../support/flow-log.js';
import {doneAgent, workplace, type Workplace} from './car.js';

type Lock = {readonly pid: number; readonly nonce: string};

const lockOf = async (place: Workplace): Promise<Lock> => JSON.parse(await place.read('.codex-autorunner/lock')) as Lock;

const runFolder = (place: Workplace): string => {
	const runs = path.join(place.path, '.codex-autorunner/runs');
	return path.join(runs, fs.readdirSync(runs).toSorted().at(-1)!);
};

const eventsOf = (place: Workplace): readonly FlowEvent[] =>
	fs.readFileSync(path.join(runFolder(place), 'events.jsonl'), 'utf8').trimEnd().split('\n').map(line => JSON.parse(line) as FlowEvent);

const until = async (isSo: () => boolean): Promise<void> => {
	while (!isSo()) {
		await delay(20);
	}
};

test('worker killed with -9, no record of its agent on disk -> the next start ends the agent by the tag of the lock it takes over, and nothing else', async () => {
	// The agent starts something in a session of its own, as language servers do.
	const place = await workplace({agent: 'cat > /dev/null\necho $$ > .git/agent.pid\nsetsid sleep 600 &\necho $! > .git/child.pid\necho "Working slowly"\nwait\n'});
	await place.ticket(1, {agent: 'script', done: false});
	const first = place.start('run');
	await first.seen('Working slowly');
	const {pid, nonce} = await lockOf(place);
	const agents = [Number(await place.read('.git/agent.pid')), Number(await place.read('.git/child.pid'))];
	// A worker that dies right after the start of its agent has not recorded it.
	process.kill(pid, 'SIGKILL');
	expect(await first.exited).toMatchObject({code: 1});
	fs.rmSync(path.join(runFolder(place), 'processes'), {recursive: true, force: true});
	const strangers = [
		spawn('sleep', ['600'], {detached: true, env: {...process.env, [workerTagName]: `${nonce.slice(0, -1)}x`}}),
		spawn('sleep', ['600'], {detached: true, cwd: place.path}),
	];
	try {
		await Promise.all(strangers.map(async child => once(child, 'spawn')));
		expect(agents.map(agent => isAlive(agent))).toEqual([true, true]);
		const {code, stdout} = await place.car('run');
		expect(code).toBe(3);
		expect(stdout).toContain('Nobody knows how turn 1 of TICKET-001 ended');
		expect(agents.map(agent => isAlive(agent))).toEqual([false, false]);
		expect(strangers.map(({exitCode, signalCode, pid: stranger}) => [exitCode, signalCode, isAlive(stranger!)])).toEqual([[null, null, true], [null, null, true]]);
	} finally {
		for (const child of strangers) {
			child.kill('SIGKILL');
		}
	}
});

test('worker killed with -9 and the repository moved -> the next start there ends its agent; one in a copy of it does not', async () => {
	const place = await workplace({agent: 'cat > /dev/null\necho $$ > .git/agent.pid\nsetsid sleep 600 &\necho $! > .git/child.pid\necho "Working slowly"\nwait\n'});
	await place.ticket(1, {agent: 'script', done: false});
	const first = place.start('run');
	await first.seen('Working slowly');
	const {pid} = await lockOf(place);
	const agents = [Number(await place.read('.git/agent.pid')), Number(await place.read('.git/child.pid'))];
	process.kill(pid, 'SIGKILL');
	await first.exited;
	const [copy, moved] = [`${place.path}-copy`, `${place.path}-moved`];
	fs.cpSync(place.path, copy, {recursive: true});
	expect(await place.carWith({cwd: copy}, 'run')).toMatchObject({code: 3});
	expect(agents.map(agent => isAlive(agent))).toEqual([true, true]);
	fs.renameSync(place.path, moved);
	expect(await place.carWith({cwd: moved}, 'run')).toMatchObject({code: 3});
	expect(agents.map(agent => isAlive(agent))).toEqual([false, false]);
});

const killTheWorker = String.raw`#!/bin/sh
if [ ! -e .git/killed ]; then touch .git/killed; kill -9 "$(sed 's/.*"pid":\([0-9]*\).*/\1/' .codex-autorunner/lock)"; fi
`;

test.each([
	['a ticket', doneAgent, ['Begin', 'TICKET-001: x'], 'ticket'],
	['a checkpoint', 'cat > /dev/null\necho work >> work.txt\nif [ "$CAR_TURN" = 2 ]; then sed -i \'s/^done: false/done: true/\' "$CAR_TICKET"; fi\necho said\n', ['Begin', 'CAR checkpoint', 'TICKET-001: x'], 'checkpoint'],
])('worker killed with -9 between the commit of %s and the log -> the next start takes it in by its trailer; no second one', async (_name, agent, subjects, kind) => {
	const place = await workplace({agent});
	await place.write('.git/hooks/post-commit', killTheWorker);
	fs.chmodSync(path.join(place.path, '.git/hooks/post-commit'), 0o755);
	await place.ticket(1, {agent: 'script', done: false, title: 'x'});
	expect(await place.car('run')).toMatchObject({code: 1});
	expect(eventsOf(place).some(({type}) => type === 'committed')).toBe(false);
	const head = await place.git('rev-parse', 'HEAD');
	const tip = head.trim();
	expect(await place.car('run')).toMatchObject({code: 0});
	const commits = eventsOf(place).filter(event => event.type === 'committed');
	expect(commits[0]).toMatchObject({commit: tip, kind, turn: 1});
	const made = await place.subjects();
	expect(made.map(subject => subject.replace(/: run=.*/u, ''))).toEqual(subjects);
	expect(commits.length).toBe(subjects.length - 1);
	expect(eventsOf(place).filter(event => event.type === 'recovered')).toMatchObject([{found: `commit ${tip.slice(0, 10)} that was not in the log`}, {found: 'a worker that died between two turns'}]);
	const {stdout} = await place.car('report');
	expect(stdout).toContain(tip.slice(0, 7));
});

test('worker killed with -9 after the very first commit of a repository -> taken in all the same', async () => {
	const place = await workplace();
	await place.git('update-ref', '-d', 'HEAD');
	await place.git('rm', '-rq', '--cached', '.');
	await place.write('.git/hooks/post-commit', killTheWorker);
	fs.chmodSync(path.join(place.path, '.git/hooks/post-commit'), 0o755);
	await place.ticket(1, {agent: 'script', done: false, title: 'x'});
	expect(await place.car('run', '--dirty')).toMatchObject({code: 1});
	expect(await place.car('run')).toMatchObject({code: 0});
	expect(await place.subjects()).toEqual(['TICKET-001: x']);
	expect(eventsOf(place).filter(({type}) => type === 'committed').length).toBe(1);
});

test('worker killed with -9 while it waits for a limit -> --recover waits until the same moment, then the turn runs', async () => {
	const place = await workplace({agent: `date +%s%3N > .git/begun\n${doneAgent}`});
	await place.ticket(1, {agent: 'script', done: false});
	const end = Date.now() + 6000;
	const log = [runStarted, selected(1, {agent: 'script'}), turnStarted(1, 1, {agent: 'script'}), {
		type: 'run_state_changed', status: 'running', reason_code: 'waiting_limit', reason: 'limit', reason_details: [], next: '', until: new Date(end).toISOString(),
	}];
	await place.write('.codex-autorunner/runs/20260101-000000-aaaa/events.jsonl', log.map((body, index) => `${JSON.stringify({
		seq: index + 1, at: new Date().toISOString(), run_id: '20260101-000000-aaaa', ...body,
	})}\n`).join(''));
	expect(await place.car('run', '--recover', '--detach')).toMatchObject({code: 0});
	await until(() => eventsOf(place).some(({type}) => type === 'recovered'));
	const {pid} = await lockOf(place);
	process.kill(pid, 'SIGKILL');
	await until(() => !isAlive(pid));
	const status = await place.car('status', '--json');
	expect(JSON.parse(status.stdout)).toMatchObject({run: {status: 'running', reason_code: 'waiting_limit', until: new Date(end).toISOString()}, worker: {life: 'dead'}});
	expect(await place.car('run', '--recover')).toMatchObject({code: 0});
	expect(Number(await place.read('.git/begun'))).toBeGreaterThanOrEqual(end);
});

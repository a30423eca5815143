import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {stringify} from 'yaml';
import {isAlive} from '../../source/agents/process/process-evidence.js';
import {createAttachedClient} from '../../source/engine/client/attached-client.js';
import type {FlowClient, RepositorySnapshot, RunOptions} from '../../source/engine/client/flow-client.js';
import type {World} from '../../source/engine/flow.js';
import {layoutOf} from '../../source/store/folder/layout.js';
import {listRuns} from '../../source/store/run/run-folders.js';
import {readLock} from '../../source/store/run/run-lock.js';
import {loadConfig} from '../../source/store/folder/config-files.js';
import {trustCommands} from '../../source/store/folder/trust-file.js';
import {program} from '../support/built-program.js';
import {describeLog, readEvents} from '../support/scenario/scenario-trace.js';
import {tempRepository, type TempRepository} from '../support/temp-repository.js';

const world: World = {
	now: Date.now,
	elapsed: () => performance.now() / 1000,
	async wait(milliseconds) {
		await delay(milliseconds);
	},
	random: Math.random,
	env: process.env,
};

const plain: RunOptions = {
	once: false, dirty: true, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false,
};

/** A repository whose agent is a shell script; `$CAR_TURN` tells it the turn. */
const scripted = async (script: string): Promise<{readonly repo: TempRepository; readonly client: FlowClient}> => {
	const repo = await tempRepository();
	await repo.write('.codex-autorunner/.gitignore', '*\n');
	await repo.write('.codex-autorunner/agent.sh', `set -e\ncat > /dev/null\nfinish() { sed -i 's/^done: false/done: true/' "$CAR_TICKET"; }\n${script}\n`);
	await repo.write('.codex-autorunner/config.yml', stringify({agents: {sh: {type: 'command', command: ['sh', '.codex-autorunner/agent.sh']}}}));
	trustCommands(repo.path, world.env, loadConfig(repo.path, world.env).commands.map(({command}) => command));
	return {repo, client: createAttachedClient({repo: repo.path, world, program})};
};

const until = async (client: FlowClient, isThere: (snapshot: RepositorySnapshot) => boolean): Promise<RepositorySnapshot> => {
	for (;;) {
		const snapshot = await client.snapshot();
		if (isThere(snapshot)) {
			return snapshot;
		}

		await delay(20);
	}
};

const rested = async (client: FlowClient): Promise<RepositorySnapshot> =>
	until(client, ({run, worker}) => run !== null && run.status !== 'running' && worker.life === 'absent');

const story = (repo: TempRepository): readonly string[] => {
	const layout = layoutOf(repo.path);
	return describeLog(readEvents(layout.run(listRuns(layout).at(-1)!.runId).events), []).filter(line => /^(?:turn|paused|completed|stopped|reply|recovered|committed)/u.test(line));
};

test('worker: question, reply, done -> each rest ends the worker, the reply starts one', async () => {
	const {repo, client} = await scripted(String.raw`
if [ "$CAR_TURN" = 1 ]; then printf -- '---\nmode: pause\n---\nA or B?\n' > "$CAR_DISPATCH_FILE"; echo asked; exit; fi
echo B > answer.txt; finish; echo finished`);
	await repo.ticket(1, {agent: 'sh', done: false, title: 'Choose'});
	expect(await client.run(plain)).toMatchObject({type: 'started', after: 0});
	const {inbox} = await rested(client);
	expect([inbox.map(({id, title}) => [id, title]), readLock(layoutOf(repo.path))]).toEqual([[['1', 'A or B?']], undefined]);
	await client.send({type: 'reply', text: 'B', attachments: []});
	const {run} = await rested(client);
	expect([run!.status, await repo.subjects()]).toEqual(['completed', ['Begin', 'TICKET-001: Choose']]);
	expect(story(repo)).toEqual([
		'turn 1: work on 001 by sh, conversation new',
		'turn 1 completed, nothing changed',
		'paused question (TICKET-001)',
		'reply 1 received, to 1',
		'turn 2: work on 001 by sh, conversation new',
		'reply 1 delivered in turn 2',
		'turn 2 completed, 1 file +1 -0',
		'committed ticket',
		'completed',
	]);
});

test('worker: the surface that started it is killed -> the run goes on', async () => {
	const {repo, client} = await scripted('while [ ! -e .codex-autorunner/go ]; do sleep 0.02; done; finish; echo finished');
	await repo.ticket(1, {agent: 'sh', done: false});
	const surface = spawn(process.execPath, [program, 'run', '--dirty'], {cwd: repo.path, stdio: 'ignore'});
	await until(client, ({run}) => run?.openTurn !== null && run?.openTurn !== undefined);
	const exit = once(surface, 'exit');
	surface.kill('SIGKILL');
	await exit;
	await repo.write('.codex-autorunner/go', '');
	const {run: last} = await rested(client);
	expect(last!.status).toBe('completed');
});

test('worker: two surfaces start at once -> one worker, one run; the other joins or is told', async () => {
	const {repo, client} = await scripted('while [ ! -e .codex-autorunner/go ]; do sleep 0.02; done; finish; echo finished');
	await repo.ticket(1, {agent: 'sh', done: false});
	const other = createAttachedClient({repo: repo.path, world, program});
	const answers = await Promise.allSettled([client.run(plain), other.run(plain)]);
	expect(answers.map(answer => answer.status === 'fulfilled' ? answer.value.type : (answer.reason as {exitCode: number}).exitCode)).toContain('started');
	await repo.write('.codex-autorunner/go', '');
	await rested(client);
	const started = listRuns(layoutOf(repo.path)).filter(({runId}) => fs.existsSync(layoutOf(repo.path).run(runId).events));
	expect([started.length, story(repo).filter(line => line.startsWith('turn 1:')).length]).toEqual([1, 1]);
});

test('worker: killed while the agent works -> dead; the next start ends the agent and asks the human', async () => {
	const {repo, client} = await scripted('echo $$ > .codex-autorunner/pid; sleep 300');
	await repo.ticket(1, {agent: 'sh', done: false});
	await client.run(plain);
	const pidFile = path.join(repo.path, '.codex-autorunner/pid');
	const {worker} = await until(client, () => fs.existsSync(pidFile) && fs.readFileSync(pidFile, 'utf8').endsWith('\n'));
	const agent = Number(fs.readFileSync(pidFile, 'utf8'));
	process.kill(worker.pid!, 'SIGKILL');
	await until(client, snapshot => snapshot.worker.life === 'dead');
	await client.run(plain);
	const {run} = await rested(client);
	expect([run!.reasonCode, isAlive(agent)]).toEqual(['outcome_unknown', false]);
	await repo.write('.codex-autorunner/agent.sh', 'sed -i \'s/^done: false/done: true/\' "$CAR_TICKET"; echo finished\n');
	await client.send({type: 'answer_outcome', turn: 1, happened: false});
	const {run: last} = await rested(client);
	expect(last!.status).toBe('completed');
});

test('worker: stop while the agent works -> stopped, and nothing of the agent is left', async () => {
	const {repo, client} = await scripted('sleep 300 & echo $! > .codex-autorunner/pid; wait');
	await repo.ticket(1, {agent: 'sh', done: false});
	await client.run(plain);
	const pidFile = path.join(repo.path, '.codex-autorunner/pid');
	await until(client, () => fs.existsSync(pidFile) && fs.readFileSync(pidFile, 'utf8').endsWith('\n'));
	await client.send({type: 'stop'});
	const {run} = await rested(client);
	expect([run!.status, isAlive(Number(fs.readFileSync(pidFile, 'utf8')))]).toEqual(['stopped', false]);
});

import fs from 'node:fs';
import {rename} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {isAlive} from '../../source/agents/process/process-evidence.js';
import {slowAgent, workplace, type Workplace} from './car.js';
import {until} from './run-state.js';

/** Takes something away while the worker lives, and works on: the worker has to notice by itself. */
const deletingAgent = (act: string): string => `cat > /dev/null
cd "$CAR_WORKSPACE"
echo $$ > .git/agent.pid
${act}
sleep 600
`;

const agentOf = async (place: Workplace): Promise<number> => Number(await place.read('.git/agent.pid'));

const logGone = 'car: the log of this run was deleted while it was going, so it ended\n  The tickets and commits are there: car run starts a new run.\n';
const folderGone = 'car: the folder .codex-autorunner was taken away while the run was going, so it ended\n  Bring it back, then car run goes on; or car init begins anew.\n';

test.each([
	['deletes the runs', 'rm -rf "$CAR_WORKSPACE/.codex-autorunner/runs"', logGone],
	['deletes the log alone', 'rm .codex-autorunner/runs/*/events.jsonl', logGone],
	['deletes the state folder', 'rm -rf .codex-autorunner', folderGone],
	['renames the state folder', 'mv .codex-autorunner .away', folderGone],
])('car run: the agent %s and goes on -> one clear word, exit 1, and the agent is ended', async (_name, act, words) => {
	const place = await workplace({agent: deletingAgent(act)});
	await place.ticket(1, {agent: 'script', done: false});
	const {code, stderr} = await place.car('run');
	expect({code, stderr}).toEqual({code: 1, stderr: words});
	// The worker itself looks at each heartbeat.
	const agent = await agentOf(place);
	while (isAlive(agent)) {
		await delay(50);
	}

	const {stdout} = await place.car('status', '--json');
	expect(JSON.parse(stdout)).toMatchObject({run: null, worker: {life: 'absent', pid: null}});
});

test('car run --foreground: the agent deletes the runs -> the same words, exit 1', async () => {
	const place = await workplace({agent: deletingAgent('rm -rf .codex-autorunner/runs')});
	await place.ticket(1, {agent: 'script', done: false});
	expect(await place.car('run', '--foreground')).toMatchObject({code: 1, stderr: logGone});
	expect(isAlive(await agentOf(place))).toBe(false);
});

test('car run: the state folder was renamed while it ran and is brought back -> the next start recovers the run', async () => {
	const place = await workplace({agent: deletingAgent('mv .codex-autorunner .away')});
	await place.ticket(1, {agent: 'script', done: false});
	await place.car('run');
	const agent = await agentOf(place);
	while (isAlive(agent)) {
		await delay(50);
	}

	await rename(path.join(place.path, '.away'), path.join(place.path, '.codex-autorunner'));
	const status = await until(place, ({worker}) => worker.life === 'dead');
	expect(status).toMatchObject({run: {status: 'running', current_ticket: '.codex-autorunner/tickets/TICKET-001.md'}, worker: {life: 'dead'}});
	const {code, stdout} = await place.work();
	expect(code).toBe(3);
	expect(stdout).toContain('Nobody knows how turn 1 of TICKET-001 ended');
});

test('car run: the runs were deleted -> the next car run starts a new one, which completes', async () => {
	const place = await workplace({agent: 'if [ ! -e .git/gone ]; then touch .git/gone; rm -rf .codex-autorunner/runs; sleep 600; fi\nsed -i \'s/^done: false/done: true/\' "$CAR_TICKET"\n'});
	await place.ticket(1, {agent: 'script', done: false});
	expect(await place.car('run')).toMatchObject({code: 1});
	const {code, stdout} = await place.work('--dirty');
	expect({code, run: stdout.includes('run #1')}).toEqual({code: 0, run: true});
});

test('car run: it watches a worker that is killed before it says another word -> the worker is gone, exit 1', async () => {
	const place = await workplace({agent: slowAgent});
	await place.ticket(1, {agent: 'script', done: false});
	const first = place.start('run');
	await first.seen('Working slowly');
	const watcher = place.start('run');
	await watcher.seen('this only watches it');
	const {pid} = JSON.parse(await place.read('.codex-autorunner/lock')) as {readonly pid: number};
	process.kill(pid, 'SIGKILL');
	expect(await first.exited).toMatchObject({code: 1, stderr: 'car: the worker is gone\n  Nothing is lost: car run goes on where it was.\n'});
	expect(await watcher.exited).toMatchObject({code: 1, stderr: 'car: the worker is gone\n  Nothing is lost: car run goes on where it was.\n'});
	// The next start ends what the killed worker left.
	expect(await place.work()).toMatchObject({code: 3});
});

test('car run: all that waits is an answer that must be refused -> the rest stands, exit 3; nothing hangs', async () => {
	const place = await workplace({agent: 'cat > /dev/null\nprintf -- \'---\\nmode: pause\\n---\\nA or B?\\n\' > "$CAR_DISPATCH_FILE"\n'});
	await place.ticket(1, {agent: 'script', done: false});
	expect(await place.work()).toMatchObject({code: 3});
	const [runId] = fs.readdirSync(path.join(place.path, '.codex-autorunner/runs'));
	await place.write(`.codex-autorunner/runs/${runId!}/commands/one.json`, JSON.stringify({
		id: 'one', at: new Date().toISOString(), type: 'reply', to: '7', text: 'B', attachments: [],
	}));
	const {code, stdout} = await place.work();
	expect(code).toBe(3);
	expect(stdout).toContain('7 is not open');
});

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

const folderGone = 'car: the folder .codex-autorunner was taken away while the run was going, so it ended\n  Bring it back, then car run goes on; or car init begins anew.\n';

const ended = async (place: Workplace): Promise<void> => {
	const agent = await agentOf(place);
	while (isAlive(agent)) {
		await delay(50);
	}
};

const madeAgain = {
	status: 'failed', reason: expect.stringMatching(/^\.codex-autorunner\/runs\/[\w-]+ was deleted while the run was going; it was made again from what its worker knew$/u) as string, next: 'look at what else is missing, then car run goes on', number: 1, turn: 1,
};

test.each([
	['deletes the runs', 'rm -rf "$CAR_WORKSPACE/.codex-autorunner/runs"'],
	['deletes the log alone', 'rm .codex-autorunner/runs/*/events.jsonl'],
	['moves the run away', 'mv .codex-autorunner/runs .away'],
	['deletes the state folder', 'rm -rf .codex-autorunner'],
])('car run: the agent %s and goes on -> the run is made again and failed, it says why everywhere, exit 1, and the agent is ended', async (_name, act) => {
	const place = await workplace({agent: deletingAgent(act)});
	const said = path.join(place.path, '.git/said');
	await place.write('.git/notify', `#!/bin/sh\necho "$CAR_EVENT: $CAR_TITLE" >> ${said}\n`);
	fs.chmodSync(path.join(place.path, '.git/notify'), 0o755);
	fs.appendFileSync(path.join(place.env.XDG_CONFIG_HOME!, 'codex-autorunner/config.yml'), `notify:\n  command: ["${place.path}/.git/notify"]\n`);
	await place.ticket(1, {agent: 'script', done: false});
	const {code, stdout} = await place.car('run');
	expect([code, stdout]).toEqual([1, expect.stringContaining('was deleted while the run was going')]);
	expect(isAlive(await agentOf(place))).toBe(false);
	const status = await until(place, ({worker}) => worker.life === 'absent');
	expect(status).toMatchObject({run: madeAgain, worker: {life: 'absent', pid: null}});
	const [runId] = fs.readdirSync(path.join(place.path, '.codex-autorunner/runs'));
	const log = await place.read(`.codex-autorunner/runs/${runId!}/events.jsonl`);
	expect(log.trimEnd().split('\n').map(line => (JSON.parse(line) as {readonly type: string}).type)).toEqual(['run_started', 'ticket_selected', 'turn_started', 'turn_finished', 'run_state_changed']);
	expect(await place.read('.codex-autorunner/.gitignore')).toBe('*\n');
	const report = await place.car('report');
	expect([report.code, report.stdout]).toEqual([1, expect.stringContaining('was deleted while the run was going')]);
	expect(fs.readFileSync(said, 'utf8')).toMatch(/^run_finished: .* was deleted while the run was going/u);
});

test('car run: the agent renames the state folder and goes on -> one clear word, exit 1, the agent is ended, and nothing is made beside it', async () => {
	const place = await workplace({agent: deletingAgent('mv .codex-autorunner .away')});
	await place.ticket(1, {agent: 'script', done: false});
	const {code, stderr} = await place.car('run');
	expect({code, stderr}).toEqual({code: 1, stderr: folderGone});
	// The worker itself looks at each heartbeat.
	await ended(place);
	const {stdout} = await place.car('status', '--json');
	expect(JSON.parse(stdout)).toMatchObject({run: null, worker: {life: 'absent', pid: null}});
	expect(fs.existsSync(path.join(place.path, '.codex-autorunner'))).toBe(false);
});

test('car run --foreground: the agent deletes the runs -> the same, exit 1', async () => {
	const place = await workplace({agent: deletingAgent('rm -rf .codex-autorunner/runs')});
	await place.ticket(1, {agent: 'script', done: false});
	expect(await place.car('run', '--foreground')).toMatchObject({code: 1, stdout: expect.stringContaining('was deleted while the run was going') as string});
	expect(isAlive(await agentOf(place))).toBe(false);
});

test('car run: the state folder was renamed while it ran and is brought back -> the next start recovers the run', async () => {
	const place = await workplace({agent: deletingAgent('mv .codex-autorunner .away')});
	await place.ticket(1, {agent: 'script', done: false});
	await place.car('run');
	await ended(place);
	await rename(path.join(place.path, '.away'), path.join(place.path, '.codex-autorunner'));
	const status = await until(place, ({worker}) => worker.life === 'dead');
	expect(status).toMatchObject({run: {status: 'running', current_ticket: '.codex-autorunner/tickets/TICKET-001.md'}, worker: {life: 'dead'}});
	const {code, stdout} = await place.work();
	expect(code).toBe(3);
	expect(stdout).toContain('Nobody knows how turn 1 of TICKET-001 ended');
});

test('car run: the runs were deleted -> the next car run goes on with the one that was made again, and completes it', async () => {
	const place = await workplace({agent: 'if [ ! -e .git/gone ]; then touch .git/gone; rm -rf .codex-autorunner/runs; sleep 600; fi\nsed -i \'s/^done: false/done: true/\' "$CAR_TICKET"\n'});
	await place.ticket(1, {agent: 'script', done: false});
	expect(await place.car('run')).toMatchObject({code: 1});
	expect(await place.work()).toMatchObject({code: 0});
	const {stdout} = await place.car('status', '--json');
	expect(JSON.parse(stdout)).toMatchObject({run: {number: 1, status: 'completed', turn: 2}});
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

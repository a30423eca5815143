import {spawn} from 'node:child_process';
import {mkdir, readFile, symlink} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {program, workplace, type Workplace} from './car.js';
import {gone, statusOf, until} from './run-state.js';

const readme = await readFile(path.join(import.meta.dirname, '../../README.md'), 'utf8');

/** The line as cron hands it to `sh`, with next to nothing in its environment; resolves with the exit code and what would be mailed. */
const asCron = async (line: string, env: Readonly<Record<string, string>>) => new Promise<{readonly code: number | null; readonly mail: string}>((resolve, reject) => {
	const child = spawn('/bin/sh', ['-c', line], {cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe']});
	let mail = '';
	const keep = (text: string) => {
		mail += text;
	};

	child.stdout.setEncoding('utf8').on('data', keep);
	child.stderr.setEncoding('utf8').on('data', keep);
	child.on('error', reject);
	child.on('close', code => {
		resolve({code, mail});
	});
});

/** The crontab line of the README, for this repository and the built program. */
const crontab = async (place: Workplace): Promise<{readonly line: string; readonly env: Readonly<Record<string, string>>}> => {
	const line = /^\*\/5 \* \* \* \* (.+)$/mu.exec(readme)?.[1];
	const home = path.dirname(place.env.XDG_CONFIG_HOME!);
	const bin = path.join(home, '.local/bin');
	await mkdir(bin, {recursive: true});
	await symlink(program, path.join(bin, 'car'));
	await symlink(process.execPath, path.join(bin, 'node'));
	const {XDG_CONFIG_HOME, XDG_STATE_HOME} = place.env as {XDG_CONFIG_HOME: string; XDG_STATE_HOME: string};
	return {line: line!.replace('$HOME/api', place.path), env: {HOME: home, XDG_CONFIG_HOME, XDG_STATE_HOME}};
};

test('the crontab line of the README: no run -> nothing; a dead worker -> goes on; a run at rest -> nothing', async () => {
	const place = await workplace({agent: 'cat > /dev/null\n[ -e .git/asked ] && sleep 600\necho "Working slowly"\ntouch .git/asked\necho x >> work.txt\n'});
	await place.ticket(1, {agent: 'script', done: false});
	const {line, env} = await crontab(place);
	expect(await asCron(line, env)).toEqual({code: 0, mail: ''});
	expect(await statusOf(place)).toMatchObject({run: null});

	await place.car('run', '--detach');
	await until(place, ({run}) => run?.turn === 2);
	const {worker} = await statusOf(place);
	process.kill(worker.pid!, 'SIGKILL');
	await gone(worker.pid!);
	expect(await asCron(line, env)).toEqual({code: 0, mail: ''});
	await until(place, ({run}) => run?.reason_code === 'outcome_unknown');
	await until(place, status => status.worker.life === 'absent');

	const {run} = await statusOf(place);
	const events = path.join(place.path, '.codex-autorunner/runs', run!.id, 'events.jsonl');
	const before = await readFile(events, 'utf8');
	expect(await asCron(line, env)).toEqual({code: 0, mail: ''});
	expect(await readFile(events, 'utf8')).toBe(before);
});

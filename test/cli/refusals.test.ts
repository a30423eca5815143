import {utimes, writeFile} from 'node:fs/promises';
import {hostname} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {tempFolder} from '../support/temp-folder.js';
import {
	askingAgent, program, startCar, workplace,
} from './car.js';

const lock = {
	pid: 1, start_time: '1', boot_id: 'other', pid_namespace: 'pid:[1]', nonce: 'x', version: '2.0.0', run_id: 'r',
};

test('car run: a lock of another host, an hour old -> exit 5, the host and the way out are named, the lock stays', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	const text = JSON.stringify({...lock, host: 'elsewhere'});
	await place.write('.codex-autorunner/lock', text);
	const anHourAgo = new Date(Date.now() - 3_600_000);
	await utimes(path.join(place.path, '.codex-autorunner/lock'), anHourAgo, anHourAgo);
	const {code, stderr} = await place.car('run');
	expect([code, stderr]).toEqual([5, expect.stringContaining('A worker on the host elsewhere holds this repository; its last heartbeat was 60 min ago')]);
	expect(await place.read('.codex-autorunner/lock')).toBe(text);
});

test('car run: a file that is no lock -> exit 5, and what to delete', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	await place.write('.codex-autorunner/lock', '');
	const {code, stderr} = await place.car('run');
	expect([code, stderr]).toEqual([5, expect.stringContaining('if no worker runs in this repository, delete that file')]);
});

test('car run: a lock of this host whose process is gone -> taken over', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	await place.write('.codex-autorunner/lock', JSON.stringify({...lock, host: hostname()}));
	expect(await place.car('run')).toMatchObject({code: 0});
});

test('car run: three at once -> one starts it, the others watch it, all end well', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	const answers = await Promise.all(Array.from({length: 3}, async () => place.start('run').exited));
	expect(answers.map(({code, stderr}) => [code, stderr])).toEqual([[0, ''], [0, ''], [0, '']]);
	expect(await place.subjects()).toEqual(['Begin', 'TICKET-001: TICKET-001']);
});

test('car tickets move: a ticket that waits for an answer -> refused, nothing is renamed', async () => {
	const place = await workplace({agent: askingAgent});
	await place.ticket(1, {agent: 'script', done: false});
	await place.ticket(2, {agent: 'script', done: false});
	expect(await place.work()).toMatchObject({code: 3});
	const {code, stderr} = await place.car('tickets', 'move', '2', '--before', '1');
	expect([code, stderr]).toEqual([1, expect.stringContaining('would get another number while the run works on it')]);
	expect(await place.car('reply', 'a')).toMatchObject({code: 0});
});

test('car run: the tree is clean when it begins and another starter\'s agent works when git looks -> it joins that run', async () => {
	const place = await workplace({
		agent: `cat > /dev/null
echo work >> work.txt
until [ -e .git/released ]; do sleep 0.05; done
sed -i 's/^done: false/done: true/' "$CAR_TICKET"
`,
	});
	await place.ticket(1, {agent: 'script', done: false});
	const bin = await tempFolder('bin');
	// The first look at the tree lets the other one start first and waits for what its agent does.
	await writeFile(path.join(bin, 'git'), `#!/bin/sh
PATH='${place.env.PATH}'
export PATH
case " $* " in
*' status '*) if mkdir .git/looked 2> /dev/null; then
	'${process.execPath}' '${program}' run --detach > /dev/null
	until [ -e work.txt ]; do sleep 0.05; done
fi ;;
esac
exec git "$@"
`, {mode: 0o755});
	const late = await startCar(['run', '--detach'], {cwd: place.path, env: {...place.env, PATH: `${bin}:${place.env.PATH}`}}).exited;
	await place.write('.git/released', '');
	expect([late.code, late.stderr, late.stdout]).toEqual([0, '', expect.stringContaining('runs already')]);
	expect(await place.car('run')).toMatchObject({code: 0});
});

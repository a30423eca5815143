import {spawn, type ChildProcess} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {
	beforeAll, beforeEach, describe, expect, test,
} from 'vitest';
import {isProvablyGone, type LockRecord} from '../../source/domain/run/worker-life.js';
import {evidenceFor, ownRecord} from '../../source/engine/start/lock-evidence.js';
import {layoutOf, type Layout} from '../../source/store/folder/layout.js';
import {readLock, takeLock, type LockAnswer} from '../../source/store/run/run-lock.js';
import {bundleProgram} from '../support/bundle-program.js';
import {tempFolder} from '../support/temp-folder.js';

let program: string;
let layout: Layout;

beforeAll(async () => {
	program = path.join(await tempFolder('lock'), 'take.mjs');
	await bundleProgram(`
		import {layoutOf} from './store/folder/layout.js';
		import {takeLock} from './store/run/run-lock.js';
		import {isProvablyGone} from './domain/run/worker-life.js';
		import {evidenceFor, ownRecord} from './engine/start/lock-evidence.js';
		const record = ownRecord({nonce: String(process.pid), version: '1', runId: 'r'});
		const answer = takeLock(layoutOf(process.argv[2]), record, holder => isProvablyGone(holder, evidenceFor(holder)));
		process.stdout.write(answer.type === 'held' ? 'held ' : 'refused ');
		process.stdin.resume();
		process.stdin.on('end', () => {
			if (answer.type === 'held') answer.lock.release();
		});
	`, program);
});

beforeEach(async () => {
	layout = layoutOf(await tempFolder('repo'));
	fs.mkdirSync(layout.state);
});

const start = (): {readonly child: ChildProcess; readonly said: Promise<string>} => {
	const child = spawn(process.execPath, [program, layout.repo], {stdio: ['pipe', 'pipe', 'inherit']});
	const said = (async () => {
		const [chunk] = await once(child.stdout, 'data') as [Uint8Array];
		return new TextDecoder().decode(chunk).trim();
	})();
	return {child, said};
};

const record = (changes: Partial<LockRecord> = {}): LockRecord => ({...ownRecord({nonce: 'mine', version: '1', runId: 'r'}), ...changes});

const plant = (changes: Partial<LockRecord>): LockRecord => {
	const planted = record({nonce: 'planted', ...changes});
	fs.writeFileSync(layout.lock, `${JSON.stringify(planted)}\n`);
	return planted;
};

const take = (own: LockRecord = record()): LockAnswer => takeLock(layout, own, holder => isProvablyGone(holder, evidenceFor(holder)));

const endAll = async (children: readonly ChildProcess[]): Promise<void> => {
	await Promise.all(children.map(async child => {
		const exit = once(child, 'exit');
		child.stdin!.end();
		await exit;
	}));
};

describe('takeLock', () => {
	test.each([
		['no lock', () => undefined],
		['a lock whose holder is gone', () => plant({pid: 99_999_999, start_time: '1'})],
	])('takeLock: twelve processes at once, %s -> one holds it, the others are refused', async (_name, prepare) => {
		prepare();
		const started = Array.from({length: 12}, () => start());
		const answers = await Promise.all(started.map(async ({said}) => said));
		expect(answers.toSorted()).toEqual(['held', ...Array.from({length: 11}, () => 'refused')]);
		expect(readLock(layout)?.record?.pid).toBe(started[answers.indexOf('held')]!.child.pid);
		await endAll(started.map(({child}) => child));
		expect([readLock(layout), fs.readdirSync(layout.state)]).toEqual([undefined, []]);
	});

	test('takeLock: the holder was killed -> the next one takes it and is told from whom', async () => {
		const {child, said} = start();
		expect(await said).toBe('held');
		expect(take().type).toBe('refused');
		const exit = once(child, 'exit');
		child.kill('SIGKILL');
		await exit;
		expect(take()).toMatchObject({type: 'held', stolenFrom: {pid: child.pid}});
	});

	test('takeLock: the holder is suspended, its heartbeat old -> it keeps the lock', async () => {
		const {child, said} = start();
		expect(await said).toBe('held');
		child.kill('SIGSTOP');
		fs.utimesSync(layout.lock, 0, 0);
		expect(take().type).toBe('refused');
		child.kill('SIGCONT');
		await endAll([child]);
	});

	test.each<[name: string, changes: Partial<LockRecord>, type: 'held' | 'refused']>([
		['no such process', {pid: 99_999_999}, 'held'],
		['our pid with another start time', {start_time: '1'}, 'held'],
		['pid 1 with a start time of its own', {pid: 1, start_time: '-1'}, 'held'],
		['pid 1 without a start time', {pid: 1, start_time: null}, 'refused'],
		['another host', {host: 'elsewhere', pid: 99_999_999}, 'refused'],
		['another boot of this host', {boot_id: 'earlier', pid: 1}, 'held'],
		['another pid namespace', {pid_namespace: 'pid:[1]', pid: 99_999_999}, 'refused'],
	])('takeLock: the lock names %s -> %3$s', (_name, changes, type) => {
		plant(changes);
		expect(take().type).toBe(type);
	});

	test.each([
		['lives and does not go on', () => JSON.stringify(record({nonce: 'stealer'}))],
		['cannot be known', () => 'no record'],
	])('takeLock: the claim of another stealer, who %s -> refused after a while, not waited for without end', (_name, claim) => {
		const {nonce} = plant({pid: 99_999_999});
		fs.writeFileSync(`${layout.lock}.after-${createHash('sha256').update(nonce).digest('hex').slice(0, 32)}`, claim());
		expect(take()).toMatchObject({type: 'refused', holder: {record: {nonce}}});
	});

	test.each([['', 'empty'], ['{"pid": 1}', 'half a record'], ['no JSON', 'no JSON']])('takeLock: the file is %2$s -> refused, for nobody knows whose it is', text => {
		fs.writeFileSync(layout.lock, text);
		expect(take()).toMatchObject({type: 'refused', holder: {record: undefined}});
		expect(fs.readFileSync(layout.lock, 'utf8')).toBe(text);
	});
});

describe('a held lock', () => {
	const hold = (): Extract<LockAnswer, {type: 'held'}>['lock'] => {
		const answer = take();
		if (answer.type !== 'held') {
			throw new Error('refused');
		}

		return answer.lock;
	};

	test('beat: -> the time of the file is now', () => {
		const lock = hold();
		fs.utimesSync(layout.lock, 0, 0);
		expect(lock.beat()).toBe(true);
		expect(Date.now() - fs.statSync(layout.lock).mtimeMs).toBeLessThan(10_000);
	});

	test('beat: somebody deleted the file -> it is made again and still ours', () => {
		const lock = hold();
		fs.rmSync(layout.lock);
		expect([lock.beat(), readLock(layout)?.record?.nonce]).toEqual([true, 'mine']);
	});

	test('holds: ours; deleted by somebody; then taken by somebody else -> true; true and made again; false', () => {
		const lock = hold();
		expect(lock.holds()).toBe(true);
		fs.rmSync(layout.lock);
		expect([lock.holds(), readLock(layout)?.record?.nonce]).toEqual([true, 'mine']);
		fs.rmSync(layout.lock);
		take(record({nonce: 'theirs'}));
		expect([lock.holds(), readLock(layout)?.record?.nonce]).toEqual([false, 'theirs']);
	});

	test('beat: somebody else has taken it meanwhile -> false, and their lock stays', () => {
		const lock = hold();
		fs.rmSync(layout.lock);
		take(record({nonce: 'theirs'}));
		expect([lock.beat(), readLock(layout)?.record?.nonce]).toEqual([false, 'theirs']);
		lock.release();
		expect(readLock(layout)?.record?.nonce).toBe('theirs');
	});

	test('release: -> the file is gone, twice is no error', () => {
		const lock = hold();
		lock.release();
		lock.release();
		expect(readLock(layout)).toBeUndefined();
	});
});

import {spawn, type ChildProcess} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type {LockRecord} from '../../../source/domain/run/worker-life.js';
import {ownRecord} from '../../../source/engine/start/lock-evidence.js';
import {layoutOf, type Layout} from '../../../source/store/folder/layout.js';
import {seededRandom} from '../../crash/seeded-random.js';
import {must, type Case, type SuiteOptions} from './case.js';
import {startTaker, type Taker} from './start-taker.js';

/** How many try at once. In the small form it is two: test/engine/run-lock.test.ts lets twelve of them race. */
export const startersOf = (options: SuiteOptions): number => options.isShort ? 2 : 12;

let folders = 0;

/** An empty state folder. */
export const lockPlace = (options: SuiteOptions): Layout => {
	const layout = layoutOf(path.join(options.scratch, `lock-${++folders}`));
	fs.mkdirSync(layout.state, {recursive: true});
	return layout;
};

/** Writes a lock as somebody else would have left it. */
export const plantLock = (layout: Layout, changes: Partial<LockRecord>): LockRecord => {
	const record = {...ownRecord({nonce: 'planted', version: '1', runId: 'r'}), ...changes};
	fs.writeFileSync(layout.lock, `${JSON.stringify(record)}\n`);
	return record;
};

const nobody = {pid: 99_999_999, start_time: '1'};

/** A child that ended and that nobody asked for, and its parent. */
const zombie = async (): Promise<{readonly pid: number; readonly parent: ChildProcess}> => {
	const parent = spawn('/bin/sh', ['-c', '(exit 0) & echo $!; exec sleep 600'], {stdio: ['ignore', 'pipe', 'inherit']});
	const [said] = await once(parent.stdout, 'data') as [Uint8Array];
	return {pid: Number(new TextDecoder().decode(said)), parent};
};

/** The ways in which a lock can be stale; each answers what to do when the round is over. */
const stale: Readonly<Record<string, (layout: Layout, options: SuiteOptions) => Promise<(() => void) | undefined>>> = {
	async 'a holder that is gone'(layout) {
		plantLock(layout, nobody);
		return undefined;
	},
	async 'a holder that was killed'(layout, options) {
		const holder = await startTaker(options.programs, layout.repo);
		must(await holder.ask('take') === 'held', 'the first taker did not get the lock');
		await holder.kill();
		return undefined;
	},
	async 'a pid used again'(layout) {
		plantLock(layout, {start_time: '1'});
		return undefined;
	},
	async 'another boot'(layout) {
		plantLock(layout, {boot_id: 'earlier'});
		return undefined;
	},
	async 'pid 1 with a start time of its own'(layout) {
		plantLock(layout, {pid: 1, start_time: '-1'});
		return undefined;
	},
	async 'a zombie'(layout) {
		const {pid, parent} = await zombie();
		plantLock(layout, {pid, start_time: null});
		return () => {
			parent.kill('SIGKILL');
		};
	},
	async 'a stealer that died with its claim'(layout) {
		const {nonce} = plantLock(layout, nobody);
		const claim = `${layout.lock}.after-${createHash('sha256').update(nonce).digest('hex').slice(0, 32)}`;
		fs.writeFileSync(claim, JSON.stringify({...ownRecord({nonce: 'stealer', version: '1', runId: 'r'}), ...nobody}));
		return undefined;
	},
};

/** Starts this many at once, lets them all take the lock at one moment, and answers what became of it. */
export const race = async (options: SuiteOptions, layout: Layout): Promise<{readonly takers: readonly Taker[]; readonly held: readonly Taker[]; readonly answers: readonly string[]}> => {
	const takers = await Promise.all(Array.from({length: startersOf(options)}, async () => startTaker(options.programs, layout.repo)));
	const moment = Date.now() + 30;
	const answers = await Promise.all(takers.map(async taker => taker.ask(`take ${moment}`)));
	return {takers, answers, held: takers.filter((_, index) => answers[index] === 'held')};
};

export const endAll = async (takers: readonly Taker[]): Promise<void> => {
	await Promise.all(takers.map(async taker => taker.kill()));
};

const playRound = async (options: SuiteOptions, round: number): Promise<void> => {
	const random = seededRandom((options.seed * 1009) + round);
	const layout = lockPlace(options);
	const kind = round % 2 === 0 ? undefined : random.pick(Object.keys(stale));
	const tidy = kind === undefined ? undefined : await stale[kind]?.(layout, options);
	const {takers, held, answers} = await race(options, layout);
	try {
		const [winner] = held;
		must(held.length === 1 && winner !== undefined, `${kind ?? 'no lock'}: ${held.length} of ${takers.length} hold it: ${answers.join(', ')}`);
		must(answers.filter(answer => answer === `refused ${winner.ownPid}`).length === takers.length - 1, `${kind ?? 'no lock'}: not all were told who holds it (${winner.ownPid}): ${answers.join(', ')}`);
		must(await winner.ask('holds') === 'true' && await winner.ask('beat') === 'true', 'the holder does not know that it holds it');
		const other = takers.find(taker => taker !== winner);
		must(await other?.ask('take') === `refused ${winner.ownPid}`, 'a second try was not refused');
		if (random.next() < 0.5) {
			await winner.ask('release');
			must(fs.readdirSync(layout.state).length === 0, `left behind: ${fs.readdirSync(layout.state).join(', ')}`);
		} else {
			await winner.kill();
		}

		must(await other?.ask('take') === 'held', 'nobody holds it and it could not be had');
	} finally {
		tidy?.();
		await endAll(takers);
	}
};

/** So many rounds, in half of which a stale lock lies there. */
export const lockRounds = (options: SuiteOptions, rounds: number): readonly Case[] => Array.from({length: rounds}, (_, round) => ({
	name: `round ${round + 1}`,
	play: async () => playRound(options, round),
}));


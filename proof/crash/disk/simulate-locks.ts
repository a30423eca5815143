import type {LockRecord} from '../../../source/domain/run/worker-life.js';
import {layoutOf} from '../../../source/store/folder/layout.js';
import {takeLock, type HeldLock} from '../../../source/store/run/run-lock.js';
import type {Score} from '../score-line.js';
import {seededRandom, type Random} from '../seeded-random.js';
import {
	beginProcess, Crash, endProcess, unnumbered,
} from './effect-gate.js';
import files, {mount, mounted} from './memory-files.js';
import {createMemoryDisk} from './memory-disk.js';

type Holder = {readonly nonce: string; readonly lock: HeldLock};

const layout = layoutOf('/locks');

const recordOf = (nonce: string): LockRecord => ({
	pid: 1, start_time: nonce, boot_id: 'boot', pid_namespace: 'pid:[1]', host: 'here', nonce, version: 'simulated', run_id: 'run',
});

/** One process tries to take the lock and may die at any effect of it; the heartbeats of this world are always years old, for a suspended holder keeps its lock. */
const attempt = (random: Random, nonce: string, alive: ReadonlySet<string>): {readonly held: HeldLock | undefined; readonly died: boolean} => {
	beginProcess(random.next() < 0.6 ? {point: random.between(1, 14), moment: random.pick(['before', 'middle', 'after']), patience: 0} : undefined);
	try {
		const answer = takeLock(layout, recordOf(nonce), holder => !alive.has(holder.nonce));
		return {held: answer.type === 'held' ? answer.lock : undefined, died: false};
	} catch (error) {
		if (error instanceof Crash) {
			return {held: undefined, died: true};
		}

		throw error;
	} finally {
		endProcess();
	}
};

/** One life of a lock: takers come one after the other, die, let go or are suspended. Undefined when there was never more than one holder and the lock could be had whenever its holder was gone. */
const liveOne = (random: Random, count: (crashed: boolean) => void): string | undefined => {
	mount(createMemoryDisk());
	unnumbered(() => {
		mounted().foreign(() => {
			files.mkdirSync(layout.state, {recursive: true});
		});
	});
	const alive = new Set<string>();
	let holder: Holder | undefined;
	for (let step = 0; step < 12; step++) {
		const nonce = `${step}`.padStart(32, 'a');
		alive.add(nonce);
		const {held, died} = attempt(random, nonce, alive);
		count(died);
		if (held !== undefined && holder !== undefined) {
			return `${nonce} took the lock that ${holder.nonce} holds`;
		}

		if (held === undefined && !died && holder === undefined) {
			return `nobody holds the lock and ${nonce} does not get it`;
		}

		holder = held === undefined ? holder : {nonce, lock: held};
		if (died || held === undefined) {
			alive.delete(nonce);
		}

		const fate = random.between(0, 2);
		if (holder !== undefined && fate > 0) {
			if (fate === 1) {
				holder.lock.release();
			}

			alive.delete(holder.nonce);
			holder = undefined;
		}
	}

	return undefined;
};

/** Lives of locks, until so many takers were ended. */
export const simulateLocks = (options: {readonly wanted: number; readonly seed: number; readonly most: number}): Omit<Score, 'form'> => {
	const begin = performance.now();
	const counts = {crashes: 0, attempts: 0, lives: 0};
	const count = (crashed: boolean): void => {
		counts.attempts++;
		counts.crashes += crashed ? 1 : 0;
	};

	let failures = 0;
	for (; counts.crashes < options.wanted && failures < options.most; counts.lives++) {
		const sin = liveOne(seededRandom((options.seed * 1_000_003) + counts.lives), count);
		if (sin !== undefined) {
			failures++;
			console.log(`lock, life ${counts.lives} of seed ${options.seed}: ${sin}`);
		}
	}

	return {
		suite: 'lock', counts, failures, seed: options.seed, seconds: (performance.now() - begin) / 1000,
	};
};

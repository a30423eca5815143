import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {expect, test} from 'vitest';
import {createSilenceWatch} from '../../../source/engine/turn/watch-silence.js';
import {until} from '../../agents/living.js';
import {treeActivity} from '../../../source/agents/process/process-evidence.js';

type Watched = {readonly child: ChildProcess; readonly pid: number; readonly pass: (seconds: number) => void; readonly look: () => string | undefined; readonly heard: () => void; readonly lookFor: (minutes: number) => readonly string[]};

/** Watches a real program with a clock that the test moves. */
const watch = async (script: string, play: (watched: Watched) => Promise<void>): Promise<void> => {
	const child = spawn('/bin/bash', ['-c', `echo up; ${script}`], {detached: true, stdio: ['ignore', 'pipe', 'ignore']});
	await once(child.stdout, 'data');
	const pid = child.pid!;
	let now = 1000;
	const silence = createSilenceWatch({minutes: 10, elapsed: () => now, pid: () => pid});
	const pass = (seconds: number): void => {
		now += seconds;
	};

	try {
		await play({
			child, pid, pass, ...silence, lookFor(minutes) {
				const said: string[] = [];
				for (let step = 0; step < minutes * 4; step++) {
					pass(15);
					const text = silence.look();
					said.push(...text === undefined ? [] : [text]);
				}

				return said;
			},
		});
	} finally {
		process.kill(-pid, 'SIGKILL');
	}
};

/** Waits until the tree has done nothing for a while. */
const settled = async (pid: number, processes: number): Promise<void> => {
	let before = -1;
	let same = 0;
	await until(() => {
		const activity = treeActivity(pid);
		same = activity?.pids.length === processes && activity.cpuTicks === before ? same + 1 : 0;
		before = activity?.cpuTicks ?? -1;
		return same > 15;
	});
};

test('silence: a program that worked at its start and does nothing now -> it may hang, said once each period', async () => {
	await watch('for i in {1..300000}; do :; done; sleep 300 & wait', async ({pid, lookFor}) => {
		await settled(pid, 2);
		expect(lookFor(9.75)).toEqual([]);
		expect(lookFor(0.25)).toEqual(['the agent has been silent for 10 min and its 2 processes do nothing: it may hang (car pause --now interrupts it)']);
		expect(lookFor(10)).toEqual(['the agent has been silent for 20 min and its 2 processes do nothing: it may hang (car pause --now interrupts it)']);
	});
});

test('silence: a child works -> quiet, not hung', async () => {
	await watch('while :; do :; done & wait', async ({pid, pass, look, lookFor}) => {
		expect(lookFor(9.75)).toEqual([]);
		const before = treeActivity(pid)!.cpuTicks;
		await until(() => treeActivity(pid)!.cpuTicks > before);
		pass(15);
		expect(look()).toBe('the agent has been silent for 10 min, but its 2 processes are working');
	});
});

test('silence: its processes come and go without using any time that is counted -> quiet, not hung', async () => {
	await watch('while :; do sleep 0.05; done', async ({pid, pass, look, lookFor}) => {
		expect(lookFor(9.75)).toEqual([]);
		const before = String(treeActivity(pid)!.pids);
		await until(() => treeActivity(pid)!.pids.length === 2 && String(treeActivity(pid)!.pids) !== before);
		pass(15);
		expect(look()).toMatch(/^the agent has been silent for 10 min, but its [12] processes are working$/v);
	});
});

test('silence: somebody suspended it -> says so, and what wakes it', async () => {
	await watch('sleep 300 & wait', async ({pid, lookFor}) => {
		await settled(pid, 2);
		process.kill(-pid, 'SIGSTOP');
		await until(() => treeActivity(pid)!.stopped === 2);
		expect(lookFor(10)).toEqual([`the agent has been silent for 10 min: 2 of its 2 processes are suspended (kill -CONT -${pid} lets them go on)`]);
	});
});

test('silence: it says something -> the silence begins anew', async () => {
	await watch('sleep 300 & wait', async ({pid, lookFor, heard}) => {
		await settled(pid, 2);
		expect(lookFor(9)).toEqual([]);
		heard();
		expect(lookFor(9.75)).toEqual([]);
		expect(lookFor(0.25).length).toBe(1);
	});
});

test('silence: nobody could look for a night -> no false alarm; ten minutes awake are needed', async () => {
	await watch('sleep 300 & wait', async ({pid, pass, look, lookFor}) => {
		await settled(pid, 2);
		expect(lookFor(5)).toEqual([]);
		pass(8 * 3600);
		expect(look()).toBeUndefined();
		expect(lookFor(4.25)).toEqual([]);
		expect(lookFor(0.5)).toEqual(['the agent has been silent for 10 min and its 2 processes do nothing: it may hang (car pause --now interrupts it)']);
	});
});

test('silence: the process is gone -> only the silence is told', async () => {
	await watch('exit', async ({pid, lookFor}) => {
		await until(() => treeActivity(pid) === null);
		expect(lookFor(10)).toEqual(['the agent has been silent for 10 min']);
	}).catch((error: unknown) => {
		// There is no group to end any more.
		expect(error).toMatchObject({code: 'ESRCH'});
	});
});

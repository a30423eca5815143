import {spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';
import {startTimeOf} from '../../../source/agents/process/process-evidence.js';
import {readLock} from '../../../source/store/run/run-lock.js';
import {
	must, Skipped, type Case, type SuiteOptions,
} from './case.js';
import {
	endAll, lockPlace, plantLock, race,
} from './lock-rounds.js';
import {startTaker} from './start-taker.js';
import {childOf, until} from './watch-processes.js';

const suspendedHolder = async (options: SuiteOptions): Promise<void> => {
	const layout = lockPlace(options);
	const holder = await startTaker(options.programs, layout.repo);
	must(await holder.ask('take') === 'held', 'the first taker did not get the lock');
	holder.signal('SIGSTOP');
	fs.utimesSync(layout.lock, 0, 0);
	const {takers, held} = await race(options, layout);
	try {
		must(held.length === 0, `${held.length} stole the lock of a suspended holder`);
		holder.signal('SIGCONT');
		must(await holder.ask('holds') === 'true' && await holder.ask('beat') === 'true', 'the holder lost its lock while it was suspended');
	} finally {
		await endAll([...takers, holder]);
	}
};

/** Nobody can know that it is not a worker: nobody gets the lock, and everybody is told who has it. */
const plantedOwner = (pid: number, startTime: () => string | null) => async (options: SuiteOptions): Promise<void> => {
	const layout = lockPlace(options);
	plantLock(layout, {pid, start_time: startTime()});
	const {takers, answers} = await race(options, layout);
	try {
		must(answers.every(answer => answer === `refused ${pid}`), answers.join(', '));
		must(readLock(layout)?.record?.nonce === 'planted', 'the planted lock is gone');
	} finally {
		await endAll(takers);
	}
};

/** The holder makes its lock again, or another has it: never both. */
const deletedLock = async (options: SuiteOptions): Promise<void> => {
	for (let round = 0; round < (options.isShort ? 1 : 10); round++) {
		const layout = lockPlace(options);
		const holder = await startTaker(options.programs, layout.repo);
		await holder.ask('take');
		fs.rmSync(layout.lock);
		// It looks after the others, or before them.
		const early = round % 2 === 0 ? undefined : holder.ask('beat');
		const {takers, held} = await race(options, layout);
		const holds = await (early ?? holder.ask('beat'));
		const now = [...await Promise.all(held.map(async taker => taker.ask('holds'))), await holder.ask('holds')].filter(answer => answer === 'true').length;
		await endAll([...takers, holder]);
		must(now === 1, `${now} hold it after it was deleted (the old holder said ${holds}, ${held.length} others took it)`);
	}
};

/** Two pid namespaces, and two takers in the inner one; with `hasOwnProc` it has a /proc of its own, without it sees that of the outer one. */
const namespaces = (hasOwnProc: boolean) => async (options: SuiteOptions): Promise<void> => {
	if (spawnSync('unshare', ['-pf', 'true']).status !== 0) {
		throw new Skipped('unshare -pf is not allowed here');
	}

	const keeper = spawn('unshare', ['-pf', '--kill-child', ...hasOwnProc ? ['--mount-proc'] : [], 'sleep', '600'], {stdio: 'ignore'});
	try {
		let init: number | undefined;
		await until('a process in the namespace', () => {
			init = childOf(keeper.pid ?? 0);
			return init !== undefined && fs.readFileSync(`/proc/${init}/cmdline`, 'utf8').startsWith('sleep');
		});
		// Their pids must name nobody outside, or the others' /proc would look right by chance.
		const far = Number(fs.readFileSync('/proc/sys/kernel/pid_max', 'utf8')) - 5000;
		spawnSync('nsenter', ['-t', String(init), '-p', 'sh', '-c', `echo ${far} > /proc/sys/kernel/ns_last_pid`]);
		const inside = ['nsenter', '-t', String(init), '-p', ...hasOwnProc ? ['-m'] : []];
		const layout = lockPlace(options);
		const [holder, second, outside] = await Promise.all([
			startTaker(options.programs, layout.repo, inside), startTaker(options.programs, layout.repo, inside), startTaker(options.programs, layout.repo),
		]);
		try {
			must(await holder.ask('take') === 'held', 'nobody had it and it could not be had');
			must(await second.ask('take') === `refused ${holder.ownPid}`, 'two workers of one namespace hold it');
			must(await outside.ask('take') === `refused ${holder.ownPid}`, 'it was stolen from outside the namespace');
			await holder.ask('release');
			must(await outside.ask('take') === 'held', 'it was let go and could not be had');
			must(await second.ask('take') === `refused ${outside.ownPid}`, 'it was stolen from inside the namespace');
			await outside.ask('release');
			// The pid of the inner process: its parent outside is `nsenter`, which does not hand on KILL.
			plantLock(layout, {pid: 4_000_000, start_time: null, pid_namespace: fs.readlinkSync(`/proc/${init}/ns/pid`)});
			must(await second.ask('take') === 'held', 'its holder is gone, as all in its namespace can see, and it could not be had');
		} finally {
			await endAll([holder, second, outside]);
		}
	} finally {
		keeper.kill('SIGKILL');
	}
};

export const lockFaults = (options: SuiteOptions): readonly Case[] => ([
	['a suspended holder', suspendedHolder],
	['a planted lock with pid 1 as it is', plantedOwner(1, () => startTimeOf(1))],
	...options.isShort
		? []
		: [
			['a planted lock with pid 1 and no start time', plantedOwner(1, () => null)],
			['a planted lock with a foreign process', plantedOwner(process.ppid, () => startTimeOf(process.ppid))],
		] as const,
	['the lock deleted under its holder', deletedLock],
	['another pid namespace with a /proc of its own', namespaces(true)],
	['another pid namespace with the /proc of this one', namespaces(false)],
] as const).map(([name, play]) => ({name, play: async () => play(options)}));

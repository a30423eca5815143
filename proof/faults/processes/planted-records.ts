import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {workerTagName} from '../../../source/agents/process/kill-tree.js';
import {isAlive, startTimeOf} from '../../../source/agents/process/process-evidence.js';
import {workerTag} from '../../../source/engine/start/worker-tag.js';
import {seededRandom, type Random} from '../../crash/seeded-random.js';
import {must, type Case, type SuiteOptions} from './case.js';
import {finish, openPlace, type Place} from './place.js';

/** In a pid namespace of its own nothing outside can be hurt, whatever the program does. */
export const isSandboxed = (): boolean => process.pid === 1;

const startVictim = (script: string, options: {readonly cwd?: string; readonly env?: Readonly<Record<string, string>>} = {}): ChildProcess =>
	spawn('/bin/sh', ['-c', script], {
		detached: true, stdio: 'ignore', cwd: options.cwd ?? '/', env: {PATH: process.env.PATH ?? '', ...options.env},
	});

/** Of an agent of another repository, perhaps the one that this was copied from. */
const foreignTag = (place: Place): string => workerTag(`${place.repo}-other`, 'x');

const startVictims = (place: Place): readonly ChildProcess[] => [
	startVictim('exec sleep 600'),
	startVictim('sleep 600 & sleep 600 & wait'),
	startVictim('exec sleep 600', {cwd: place.repo}),
	startVictim('exec sleep 600', {env: {[workerTagName]: foreignTag(place)}}),
	startVictim('exec env -i /bin/sleep 600'),
];

const record = (pid: unknown, startTime: unknown, tag = 'planted-by-somebody'): string => JSON.stringify({
	pid, startTime, turn: 1, attempt: 1, tag,
});

/** Files that are no records at all, and must neither hold the worker up nor end anybody. */
const rubbish: ReadonlyArray<(file: string) => void> = [
	file => {
		execFileSync('mkfifo', [file]);
	},
	file => {
		fs.symlinkSync('/etc/passwd', file);
	},
	file => {
		fs.mkdirSync(file);
	},
	file => {
		fs.writeFileSync(file, '');
		fs.truncateSync(file, 5_000_000_000);
	},
	file => {
		fs.writeFileSync(file, 'no JSON');
	},
	file => {
		fs.writeFileSync(file, `[${record(1, '1')}]`);
	},
	...[0, -1, 1.5, '1', null, 2 ** 60].map(pid => (file: string) => {
		fs.writeFileSync(file, record(pid, '1'));
	}),
];

const plant = (place: Place, victims: readonly ChildProcess[], random: Random): void => {
	const folder = place.run.processes;
	fs.mkdirSync(folder, {recursive: true});
	const pids = [...victims.map(({pid}) => pid ?? 0), ...isSandboxed() ? [1, process.pid] : []];
	for (const [index, pid] of pids.entries()) {
		// Half of them name their process exactly, as only somebody on this machine could.
		const startTime = random.pick([startTimeOf(pid), startTimeOf(pid), startTimeOf(pid), '1', '0', null]);
		fs.writeFileSync(path.join(folder, `${random.pick([pid, 7_000_000 + index])}.json`), record(pid, startTime, random.pick(['planted-by-somebody', workerTag(place.repo, 'x'), foreignTag(place)])));
	}

	for (const [index, make] of rubbish.entries()) {
		if (random.next() < 0.5) {
			make(path.join(folder, `${8_000_000 + index}.json`));
		}
	}
};

/** The log of a run in the middle of a turn, as a dead worker leaves it. */
const leaveOpenTurn = async (place: Place): Promise<void> => {
	const worker = place.start();
	while (!place.hasNote('begun')) {
		await new Promise(resolve => {
			setTimeout(resolve, 20);
		});
	}

	worker.signal('SIGKILL');
	await worker.ended;
	fs.rmSync(place.run.processes, {recursive: true, force: true});
};

const playOne = async (options: SuiteOptions, number: number): Promise<void> => {
	const random = seededRandom((options.seed * 15_485_863) + number);
	const place = openPlace(options, `cat > /dev/null; if [ ! -e "$J/begun" ]; then touch "$J/begun"; exec sleep 600; fi; ${finish}`);
	const isOpen = number % 2 === 1;
	if (isOpen) {
		await leaveOpenTurn(place);
	} else {
		place.write('begun', '');
	}

	const victims = startVictims(place);
	try {
		await Promise.all(victims.map(async child => once(child, 'spawn')));
		// `exec` in a shell takes a moment; the start time of a process stays.
		plant(place, victims, random);
		const code = await place.start().ended;
		const hurt = victims.filter(({pid, exitCode, signalCode}) => exitCode !== null || signalCode !== null || !isAlive(pid ?? 0));
		must(hurt.length === 0, `${hurt.length} foreign processes were ended: ${hurt.map(({spawnargs}) => spawnargs.join(' ')).join('; ')}`);
		must(code === 0 && place.rest() === (isOpen ? 'paused outcome_unknown' : 'completed'), `exit code ${String(code)}, ${place.rest()}`);
	} finally {
		for (const {pid} of victims) {
			try {
				process.kill(-(pid ?? 0), 'SIGKILL');
			} catch {
				// It was ended, which is told above.
			}
		}
	}

	place.remove();
};

/** So many repositories in whose runs somebody planted records that name foreign processes and groups. */
export const plantedRecords = (options: SuiteOptions, records: number): readonly Case[] => Array.from({length: records}, (_, number) => ({
	name: `planted ${number + 1}`,
	play: async () => playOne(options, number),
}));

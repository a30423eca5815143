import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import process from 'node:process';
import {spawnSync} from 'node:child_process';

/** One living process (zombies are not among them). */
export type ProcessRow = {
	readonly pid: number;
	readonly parent: number;
	readonly group: number;
	/** Own and reaped children's CPU time; ticks of 10 ms. */
	readonly cpuTicks: number;
	/** Start time as the kernel writes it: clock ticks since boot on Linux, a date elsewhere. */
	readonly startTime: string;
	readonly isStopped: boolean;
};

const parseStat = (text: string): ProcessRow | undefined => {
	// The name in parentheses may hold anything, parentheses too.
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	const at = (index: number) => Number(fields[index]);
	return fields[0] === 'Z' || fields[0] === 'X' || fields.length < 20
		? undefined
		: {
			pid: Number.parseInt(text, 10),
			parent: at(1),
			group: at(2),
			cpuTicks: at(11) + at(12) + at(13) + at(14),
			startTime: fields[19] ?? '',
			isStopped: fields[0]?.toUpperCase() === 'T',
		};
};

const readStat = (pid: number | string): ProcessRow | undefined => {
	try {
		return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
	} catch {
		return undefined;
	}
};

const parsePs = (line: string): ProcessRow | undefined => {
	const [, pid, parent, group, state, time, startTime] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(.+?)\s*$/v.exec(line) ?? [];
	if (pid === undefined || startTime === undefined || state?.startsWith('Z')) {
		return undefined;
	}

	const seconds = (time ?? '0').split(/[:\-]/v).reduce((sum, part) => (sum * 60) + Number(part), 0);
	return {
		pid: Number(pid), parent: Number(parent), group: Number(group), cpuTicks: Math.round(seconds * 100), startTime, isStopped: state?.startsWith('T') === true,
	};
};

const readPs = (selection: readonly string[]): readonly ProcessRow[] => {
	// `ps -p` of a process that is gone fails and prints nothing.
	const {stdout} = spawnSync('ps', [...selection, '-o', 'pid=,ppid=,pgid=,stat=,time=,lstart='], {encoding: 'utf8'});
	return stdout.split('\n').map(line => parsePs(line)).filter(row => row !== undefined);
};

const isLinux = process.platform === 'linux';

/** Whether environments of other processes can be read here, so that a tag can be asked for. */
export const canReadMarks = isLinux;

let isOwnProc: boolean | undefined;

/** False where /proc shows the processes of another pid namespace (a container that was given the /proc of its host): its pids name others than ours, so nothing may be concluded from it. */
export const seesOwnProcesses = (): boolean => {
	try {
		isOwnProc ??= !isLinux || readlinkSync('/proc/self') === String(process.pid);
	} catch {
		isOwnProc = false;
	}

	return isOwnProc;
};

/** Every living process that can be seen; none where those that are seen are not ours. */
export const processTable = (): readonly ProcessRow[] => {
	if (!seesOwnProcesses()) {
		return [];
	}

	return isLinux
		? readdirSync('/proc').filter(name => /^\d+$/v.test(name)).map(name => readStat(name)).filter(row => row !== undefined)
		: readPs(['-A']);
};

/** One process, or undefined when it is gone, a zombie, or cannot be seen. */
export const processRow = (pid: number): ProcessRow | undefined => {
	if (!seesOwnProcesses()) {
		return undefined;
	}

	return isLinux ? readStat(pid) : readPs(['-p', String(pid)])[0];
};

/** True when the process is provably older than that start time; false where start times cannot be compared. */
export const isOlder = (row: ProcessRow, startTime: string | null): boolean => isLinux && startTime !== null && Number(row.startTime) < Number(startTime);

const environmentOf = (pid: number): readonly string[] => {
	try {
		return isLinux ? readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0') : [];
	} catch {
		return [];
	}
};

/** True when the process was started with exactly this `NAME=value` in its environment. Always false where environments cannot be read. */
export const hasMark = (pid: number, mark: string): boolean => environmentOf(pid).includes(mark);

/** The same for an entry that begins so. */
export const hasMarkBeginning = (pid: number, beginning: string): boolean => environmentOf(pid).some(entry => entry.startsWith(beginning));

/** True when the process stands in this folder, or below it, wherever that was when it came. Always false where that cannot be seen. */
export const worksIn = (pid: number, folder: string): boolean => {
	try {
		const place = isLinux ? readlinkSync(`/proc/${pid}/cwd`) : '';
		return place === folder || place.startsWith(`${folder}/`);
	} catch {
		return false;
	}
};

/** The given processes and all that descend from them. */
export const withDescendants = (table: readonly ProcessRow[], roots: ReadonlySet<number>): ReadonlySet<number> => {
	const found = new Set(roots);
	for (let before = -1; before !== found.size;) {
		before = found.size;
		for (const row of table) {
			if (found.has(row.parent)) {
				found.add(row.pid);
			}
		}
	}

	return found;
};

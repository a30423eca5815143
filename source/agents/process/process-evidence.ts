import {readFileSync, readlinkSync} from 'node:fs';
import process from 'node:process';
import {execFileSync} from 'node:child_process';
import {
	processRow, processTable, seesOwnProcesses, withDescendants,
} from './process-table.js';

/** Kernel start time of a process, which with its pid names it for good until the next boot; null when it is gone. */
export const startTimeOf = (pid: number): string | null => processRow(pid)?.startTime ?? null;

/** True while the process runs; a zombie does not, unless only the kernel can be asked. */
export const isAlive = (pid: number): boolean => seesOwnProcesses() ? processRow(pid) !== undefined : isThere(pid);

const isThere = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
};

/** Names this boot of the machine; null where nothing tells. */
export const bootId = (): string | null => {
	try {
		return process.platform === 'linux'
			? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
			: execFileSync('sysctl', ['-n', 'kern.boottime'], {encoding: 'utf8'}).trim();
	} catch {
		return null;
	}
};

/** Names the pid namespace of this process; null where there is none. */
export const pidNamespace = (): string | null => {
	try {
		return readlinkSync('/proc/self/ns/pid');
	} catch {
		return null;
	}
};

export type TreeActivity = {
	/** CPU time of the tree in ticks of 10 ms; it rises while anything in it works. */
	readonly cpuTicks: number;
	readonly pids: readonly number[];
	/** How many of them are suspended (SIGSTOP, a debugger). */
	readonly stopped: number;
};

/** What a process, its group and its descendants are doing; null when all of them are gone. Two looks that differ mean work. */
export const treeActivity = (pid: number): TreeActivity | null => {
	const table = processTable();
	const members = withDescendants(table, new Set(table.filter(row => row.pid === pid || row.group === pid).map(row => row.pid)));
	const rows = table.filter(row => members.has(row.pid));
	return rows.length === 0
		? null
		: {cpuTicks: rows.reduce((sum, row) => sum + row.cpuTicks, 0), pids: rows.map(row => row.pid), stopped: rows.filter(row => row.isStopped).length};
};

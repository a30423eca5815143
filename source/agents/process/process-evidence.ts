import {readFileSync, readlinkSync} from 'node:fs';
import process from 'node:process';
import {execFileSync} from 'node:child_process';
import {processRow, processTable, withDescendants} from './process-table.js';

/** Kernel start time of a process, which with its pid names it for good until the next boot; null when it is gone. */
export const startTimeOf = (pid: number): string | null => processRow(pid)?.startTime ?? null;

/** True while the process runs; a zombie does not. */
export const isAlive = (pid: number): boolean => processRow(pid) !== undefined;

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
	readonly processes: number;
};

/** What a process, its group and its descendants are doing; null when all of them are gone. Two looks that differ mean work. */
export const treeActivity = (pid: number): TreeActivity | null => {
	const table = processTable();
	const members = withDescendants(table, new Set(table.filter(row => row.pid === pid || row.group === pid).map(row => row.pid)));
	const rows = table.filter(row => members.has(row.pid));
	return rows.length === 0 ? null : {cpuTicks: rows.reduce((sum, row) => sum + row.cpuTicks, 0), processes: rows.length};
};

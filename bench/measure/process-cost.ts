import {readFile} from 'node:fs/promises';
import {setTimeout as delay} from 'node:timers/promises';

/** Clock ticks a second in `/proc`; Linux has 100 everywhere Node runs. */
const ticks = 100;

/** Seconds of processor time a process has used. */
export async function cpuSeconds(pid: number): Promise<number> {
	const text = await readFile(`/proc/${pid}/stat`, 'utf8');
	// The name in parentheses may hold anything; the numbers follow the last one.
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / ticks;
}

/** Resident memory in megabytes. */
export async function residentMegabytes(pid: number): Promise<number> {
	const text = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmRSS:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
}

export type Cost = {readonly cpuPercent: number; readonly bytesPerSecond: number; readonly megabytes: number};

/** What a process costs over the next seconds, with the bytes a counter gained meanwhile. */
export async function costOver(pid: number, seconds: number, bytes: () => number): Promise<Cost> {
	const startedAt = performance.now();
	const cpuBefore = await cpuSeconds(pid);
	const bytesBefore = bytes();
	await delay(seconds * 1000);
	const elapsed = (performance.now() - startedAt) / 1000;
	return {
		cpuPercent: (await cpuSeconds(pid) - cpuBefore) / elapsed * 100,
		bytesPerSecond: (bytes() - bytesBefore) / elapsed,
		megabytes: await residentMegabytes(pid),
	};
}

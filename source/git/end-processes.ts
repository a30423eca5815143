import {readdirSync, readFileSync} from 'node:fs';
import {execFileSync} from 'node:child_process';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';

/** Processes whose environment holds `NAME=value`, found in /proc; a hook's children are among them, whatever session they moved to. */
const marked = (entry: string): readonly number[] => {
	const found: number[] = [];
	for (const name of readdirSync('/proc')) {
		const pid = Number(name);
		if (!Number.isInteger(pid) || pid === process.pid) {
			continue;
		}

		try {
			if (readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(entry)) {
				found.push(pid);
			}
		} catch {
			// Gone meanwhile, or another user's.
		}
	}

	return found;
};

/** Where there is no /proc: this process's git children with the same marker in their arguments, and everything below them. */
const descendants = (marker: string): readonly number[] => {
	const rows = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,command='], {encoding: 'utf8'}).split('\n').map(line => {
		const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/v.exec(line) ?? [];
		return {pid: Number(pid), parent: Number(parent), command: command ?? ''};
	});
	const found = new Set(rows.filter(row => row.parent === process.pid && row.command.includes(marker)).map(row => row.pid));
	for (let before = -1; before !== found.size;) {
		before = found.size;
		for (const row of rows) {
			if (found.has(row.parent)) {
				found.add(row.pid);
			}
		}
	}

	return [...found];
};

const send = (pid: number, signal: NodeJS.Signals) => {
	try {
		process.kill(pid, signal);
	} catch {
		// Gone meanwhile.
	}
};

/**
 * Ends every process of one git call: asks (so that git removes its lock files), then kills until none is left.
 * `name` and `value` are an entry of its environment and, as `name=value`, part of its arguments.
 */
export const endProcesses = async (name: string, value: string, graceMilliseconds = 2000): Promise<void> => {
	const find = () => process.platform === 'linux' ? marked(`${name}=${value}`) : descendants(value);
	let pids = new Set(find());
	for (const pid of pids) {
		send(pid, 'SIGTERM');
	}

	const end = performance.now() + graceMilliseconds;
	while (pids.size > 0) {
		await delay(20);
		// Those seen before are kept where a parent that died first hides its children.
		pids = new Set([...find(), ...[...pids].filter(pid => process.platform !== 'linux' && isThere(pid))]);
		if (performance.now() > end) {
			for (const pid of pids) {
				send(pid, 'SIGKILL');
			}
		}

		if (performance.now() > end + 2000) {
			return;
		}
	}
};

const isThere = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

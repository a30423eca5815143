import {existsSync, readFileSync} from 'node:fs';
import {statfs} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {findProgram} from '../../agents/agent-kind.js';
import {
	bad, good, warning, type CheckLine,
} from '../../domain/check-line.js';
import type {Config} from '../../domain/config/config.js';
import {trustWarning} from '../../store/folder/trust-file.js';
import type {Environment} from '../flow/flow.js';

const gigabyte = 1024 ** 3;

const textOf = (file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
};

/** The terminal a surface draws on. */
export type Terminal = {readonly columns: number; readonly rows: number};

export type Machine = {
	readonly repo: string;
	readonly env: Environment;
	readonly config: Config;
	/** Undefined: there is none. */
	readonly terminal: Terminal | undefined;
};

/** The machine under a run, in the order it is told; each look with its words and what mends it. */
export const machineChecks = {
	/** Whether what the human agreed to can be believed; silent when it can. */
	trust({env}) {
		const doubt = trustWarning(env);
		return doubt === undefined ? [] : [bad('trust', doubt, 'look at the file, or move it away and agree again: car trust')];
	},

	/** Room for transcripts, and for what agents build. */
	async disk({repo}) {
		const {bavail, bsize} = await statfs(repo);
		const free = bavail * bsize;
		const text = `${(free / gigabyte).toFixed(1)} GB free`;
		return [free < gigabyte ? (free < gigabyte / 10 ? bad : warning)('disk', text, 'a run waits when the disk is full; make room first') : good('disk', text)];
	},

	/** A screen learns of changes through the kernel's watches; few of them make it slower, not wrong. */
	watchers() {
		const limit = Number(textOf('/proc/sys/fs/inotify/max_user_watches'));
		const instances = Number(textOf('/proc/sys/fs/inotify/max_user_instances'));
		if (limit === 0) {
			return [good('watchers', 'this system sets no limit that could be read')];
		}

		return [limit < 1024 || instances < 16
			? warning('watchers', `only ${limit} watches in ${instances} instances`, 'sysctl fs.inotify.max_user_watches=65536 fs.inotify.max_user_instances=128; until then changes show a little later')
			: good('watchers', `${limit} watches`)];
	},

	/** What the full screen would find. */
	terminal({terminal, env}) {
		if (terminal === undefined) {
			return [good('terminal', 'none here; the commands work without one')];
		}

		const {columns, rows} = terminal;
		const size = `${env.TERM ?? 'unknown'}, ${columns}x${rows}`;
		if (env.TERM === 'dumb') {
			return [warning('terminal', size, 'car tui needs a terminal that can move its cursor; the commands work')];
		}

		return [columns < 40 || rows < 12 ? warning('terminal', size, 'car tui needs 40x12 at least') : good('terminal', size)];
	},

	/** Whether anybody would be told. */
	notifications({config, env}) {
		const [program] = config.notify.command;
		if (program === undefined) {
			return [warning('notifications', 'no notify.command: only the screen tells that something waits', 'for example notify: {command: [notify-send, car]} in the configuration; car notify test tries it')];
		}

		return [findProgram(program, env) === undefined
			? bad('notifications', `notify.command: ${program} is not there or not executable`, 'install it or mend notify.command')
			: good('notifications', `${program}; car notify test tries it`)];
	},

	/** A system that ends all processes at logout would end the worker with the SSH session. */
	logout({env}) {
		const settings = ['/etc/systemd/logind.conf', '/run/systemd/logind.conf', '/usr/lib/systemd/logind.conf'].map(file => textOf(file)).join('\n');
		const isKilling = /^\s*KillUserProcesses\s*=\s*(?:yes|true|on|1)\s*$/imv.test(settings);
		const user = env.USER ?? os.userInfo().username;
		const isLingering = existsSync(path.join('/var/lib/systemd/linger', user));
		return [isKilling && !isLingering
			? warning('logout', 'this system ends your processes when you log out, the worker too', `loginctl enable-linger ${user}`)
			: good('logout', 'the worker outlives your session')];
	},
} as const satisfies Record<string, (machine: Machine) => readonly CheckLine[] | Promise<readonly CheckLine[]>>;

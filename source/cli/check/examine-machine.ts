import {existsSync, readFileSync} from 'node:fs';
import {statfs} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {Config} from '../../domain/config/config.js';
import {findProgram} from '../../engine/check/check-run.js';
import type {CheckLine} from '../../engine/client/flow-client.js';
import type {Context, Environment} from '../command.js';

const gigabyte = 1024 ** 3;

const good = (name: string, text: string): CheckLine => ({
	name, level: 'good', text, mend: '',
});

const textOf = (file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
};

/** Room for transcripts, and for what agents build. */
export const examineDisk = async (repo: string): Promise<readonly CheckLine[]> => {
	const {bavail, bsize} = await statfs(repo);
	const free = Number(bavail) * Number(bsize);
	const text = `${(free / gigabyte).toFixed(1)} GB free`;
	return [free < gigabyte
		? {
			name: 'disk', level: free < gigabyte / 10 ? 'bad' : 'warning', text, mend: 'a run waits when the disk is full; make room first',
		}
		: good('disk', text)];
};

/** A screen learns of changes through the kernel's watches; few of them make it slower, not wrong. */
export const examineWatchers = (): readonly CheckLine[] => {
	const limit = Number(textOf('/proc/sys/fs/inotify/max_user_watches'));
	const instances = Number(textOf('/proc/sys/fs/inotify/max_user_instances'));
	if (limit === 0) {
		return [good('watchers', 'this system sets no limit that could be read')];
	}

	return [limit < 1024 || instances < 16
		? {
			name: 'watchers', level: 'warning', text: `only ${limit} watches in ${instances} instances`, mend: 'sysctl fs.inotify.max_user_watches=65536 fs.inotify.max_user_instances=128; until then changes show a little later',
		}
		: good('watchers', `${limit} watches`)];
};

/** What the full screen would find. */
export const examineTerminal = ({out, env}: Context<unknown>): readonly CheckLine[] => {
	if (!out.isInteractive) {
		return [good('terminal', 'none here; the commands work without one')];
	}

	const {columns, rows} = process.stdout;
	const size = `${env.TERM ?? 'unknown'}, ${columns}x${rows}`;
	if (env.TERM === 'dumb') {
		return [{
			name: 'terminal', level: 'warning', text: size, mend: 'car tui needs a terminal that can move its cursor; the commands work',
		}];
	}

	return [columns < 40 || rows < 12
		? {
			name: 'terminal', level: 'warning', text: size, mend: 'car tui needs 40x12 at least',
		}
		: good('terminal', size)];
};

/** Whether anybody would be told. */
export const examineNotifications = (config: Config, env: Environment): readonly CheckLine[] => {
	const [program] = config.notify.command;
	if (program === undefined) {
		return [{
			name: 'notifications', level: 'warning', text: 'no notify.command: only the screen tells that something waits', mend: 'for example notify: {command: [notify-send, car]} in the configuration; car notify test tries it',
		}];
	}

	return [findProgram(program, env) === undefined
		? {
			name: 'notifications', level: 'bad', text: `notify.command: ${program} is not there or not executable`, mend: 'install it or mend notify.command',
		}
		: good('notifications', `${program}; car notify test tries it`)];
};

/** A system that ends all processes at logout would end the worker with the SSH session. */
export const examineLogout = (env: Environment): readonly CheckLine[] => {
	const settings = ['/etc/systemd/logind.conf', '/run/systemd/logind.conf', '/usr/lib/systemd/logind.conf'].map(file => textOf(file)).join('\n');
	const isKilling = /^\s*KillUserProcesses\s*=\s*(?:yes|true|on|1)\s*$/imv.test(settings);
	const user = env.USER ?? os.userInfo().username;
	const isLingering = existsSync(path.join('/var/lib/systemd/linger', user));
	return [isKilling && !isLingering
		? {
			name: 'logout', level: 'warning', text: 'this system ends your processes when you log out, the worker too', mend: `loginctl enable-linger ${user}`,
		}
		: good('logout', 'the worker outlives your session')];
};

/** Whether what the human agreed to can be believed; silent when it can. */
export const examineTrust = (warning: string | undefined): readonly CheckLine[] => warning === undefined
	? []
	: [{
		name: 'trust', level: 'bad', text: warning, mend: 'look at the file, or move it away and agree again: car trust',
	}];

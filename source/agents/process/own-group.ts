import {randomBytes} from 'node:crypto';
import {workerTagName} from './kill-tree.js';

/** How a program is started whose whole tree must be found again: in a group of its own, with the worker's tag and, as `mark`, a name for this one start in its environment (the tag is on other agents too). */
export const ownGroup = (cwd: string, env: Readonly<Record<string, string>>, tag: string | undefined) => {
	const [name, value] = ['CAR_SPAWN_ID', randomBytes(8).toString('hex')];
	return {
		mark: `${name}=${value}`,
		options: {
			cwd,
			env: {...env, ...(tag !== undefined && {[workerTagName]: tag}), [name]: value},
			extendEnv: false,
			detached: true,
			cleanup: false,
			stdout: 'pipe',
			stderr: 'pipe',
			buffer: false,
			encoding: 'buffer',
			reject: false,
		},
	} as const;
};

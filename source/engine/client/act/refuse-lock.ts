import {hostname} from 'node:os';
import {readLock} from '../../../store/run/run-lock.js';
import type {RepositoryView} from '../read/repository-view.js';
import type {Refusal} from './refuse-start.js';

/** A lock that nobody here can judge: no start gets past it by itself, and following it would never end. Undefined: there is none. */
export const refuseLock = (view: RepositoryView): Refusal | undefined => {
	const lock = readLock(view.layout);
	if (lock !== undefined && lock.record === undefined) {
		return {
			type: 'refused', exitCode: 5, message: `${view.layout.lock} is no lock of a worker`, hint: 'if no worker runs in this repository, delete that file', details: [],
		};
	}

	const minutes = Math.round((view.world.now() - (lock?.heartbeat ?? 0)) / 60_000);
	return lock?.record === undefined || lock.record.host === hostname() || minutes < 1
		? undefined
		: {
			type: 'refused',
			exitCode: 5,
			message: `A worker on the host ${lock.record.host} holds this repository; its last heartbeat was ${minutes} min ago`,
			hint: `look there (pid ${lock.record.pid}); if it is gone for good, delete ${view.layout.lock}`,
			details: [],
		};
};

import {hostname} from 'node:os';
import {readEvents} from '../../store/event-log-file.js';
import {listRuns} from '../../store/run-folders.js';
import {readLock} from '../../store/run-lock.js';
import type {Refusal} from './refuse-start.js';
import type {RepositoryView} from './repository-view.js';

/** What no start can get past by itself: a lock that nobody here can judge, and a log that is damaged. Undefined: neither is there. */
export const refuseStuck = (view: RepositoryView): Refusal | undefined => refuseLock(view) ?? refuseDamage(view);

const refuseLock = (view: RepositoryView): Refusal | undefined => {
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

const refuseDamage = (view: RepositoryView): Refusal | undefined => {
	const runId = listRuns(view.layout).at(-1)?.runId;
	const damage = runId === undefined ? undefined : readEvents(view.layout.run(runId).events).damage;
	return damage === undefined
		? undefined
		: {
			type: 'refused', exitCode: 1, message: `The log of the run is damaged: ${damage}`, hint: 'mend or remove that line, or move the run\'s folder away; car run then starts a new one', details: [],
		};
};

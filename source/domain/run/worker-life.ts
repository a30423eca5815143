/** What is written into the lock; field names are the file's. */
export type LockRecord = {
	readonly pid: number;
	/** Kernel start time of the process, null where the system does not tell. */
	readonly start_time: string | null;
	readonly boot_id: string | null;
	readonly pid_namespace: string | null;
	readonly host: string;
	readonly nonce: string;
	readonly version: string;
	readonly run_id: string;
};

/** What this process can see of the holder: where we are, and whether a process with that pid is here and when it started. */
export type LockEvidence = {
	readonly bootId: string | null;
	readonly pidNamespace: string | null;
	readonly host: string;
	readonly isAlive: boolean;
	readonly startTime: string | null;
};

/**
 * Whether the holder is provably gone. Time proves nothing (a suspended worker keeps its lock), and of another host or namespace nothing can be known.
 * Another boot on the same host ends every process of the one before.
 */
export const isProvablyGone = (record: LockRecord, evidence: LockEvidence): boolean => {
	if (record.host !== evidence.host) {
		return false;
	}

	if (record.boot_id !== null && evidence.bootId !== null && record.boot_id !== evidence.bootId) {
		return true;
	}

	if (record.pid_namespace !== evidence.pidNamespace) {
		return false;
	}

	if (!evidence.isAlive) {
		return true;
	}

	return record.start_time !== null && evidence.startTime !== null && record.start_time !== evidence.startTime;
};

/** Heartbeats come every 2 s; a worker is called silent when none came for this long. */
const silentAfterSeconds = 10;

/** `absent`: no worker and none expected. `alive`, `silent`: a process holds the lock. `dead`: the log says running and nobody holds the lock, or its holder is gone. */
export type WorkerLife = 'absent' | 'alive' | 'silent' | 'dead';

/** Whether somebody is there who works, or may yet. */
export const isThere = (life: WorkerLife): boolean => life === 'alive' || life === 'silent';

/** What surfaces see of a worker. */
export const workerLife = (options: {
	readonly record: LockRecord | undefined;
	readonly evidence: LockEvidence | undefined;
	readonly heartbeatAgeSeconds: number;
	readonly runSaysRunning: boolean;
}): WorkerLife => {
	const {record, evidence} = options;
	if (record === undefined || evidence === undefined || isProvablyGone(record, evidence)) {
		return options.runSaysRunning ? 'dead' : 'absent';
	}

	return options.heartbeatAgeSeconds > silentAfterSeconds ? 'silent' : 'alive';
};

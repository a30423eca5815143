import {hostname} from 'node:os';
import process from 'node:process';
import type {LockEvidence, LockRecord} from '../../domain/run/worker-life.js';
import {
	bootId, isAlive, pidNamespace, startTimeOf,
} from '../../agents/process/process-evidence.js';

/** What this process can see of the process a lock names. */
export const evidenceFor = (record: LockRecord): LockEvidence => ({
	bootId: bootId(),
	pidNamespace: pidNamespace(),
	host: hostname(),
	isAlive: isAlive(record.pid),
	startTime: startTimeOf(record.pid),
});

/** What this process writes into the lock. */
export const ownRecord = (options: {readonly nonce: string; readonly version: string; readonly runId: string}): LockRecord => ({
	pid: process.pid,
	start_time: startTimeOf(process.pid),
	boot_id: bootId(),
	pid_namespace: pidNamespace(),
	host: hostname(),
	nonce: options.nonce,
	version: options.version,
	run_id: options.runId,
});

import {expect, test} from 'vitest';
import {
	isProvablyGone, workerLife, type LockEvidence, type LockRecord,
} from '../../../source/domain/run/worker-life.js';

const record: LockRecord = {
	pid: 4711, start_time: '100', boot_id: 'boot', pid_namespace: 'pid:[1]', host: 'here', nonce: 'n', version: '1', run_id: 'r',
};
const evidence: LockEvidence = {
	bootId: 'boot', pidNamespace: 'pid:[1]', host: 'here', isAlive: true, startTime: '100',
};

const cases: ReadonlyArray<[name: string, record: Partial<LockRecord>, evidence: Partial<LockEvidence>, gone: boolean]> = [
	['the process is there', {}, {}, false],
	['no such process', {}, {isAlive: false, startTime: null}, true],
	['another process has its pid', {}, {startTime: '200'}, true],
	['the pid is taken, start time unknown', {start_time: null}, {}, false],
	['the pid is taken, the system does not tell start times', {}, {startTime: null}, false],
	['another boot', {}, {bootId: 'later'}, true],
	['another boot, the pid is taken with the same start time', {}, {bootId: 'later', startTime: '100'}, true],
	['boot unknown, no such process', {boot_id: null}, {isAlive: false}, true],
	['another host', {host: 'there'}, {isAlive: false}, false],
	['another host, another boot', {host: 'there'}, {bootId: 'later', isAlive: false}, false],
	['another namespace', {pid_namespace: 'pid:[2]'}, {isAlive: false}, false],
	['another namespace, another boot', {pid_namespace: 'pid:[2]'}, {bootId: 'later', isAlive: false}, true],
];

test.each(cases)('isProvablyGone: %s -> %4$s', (_name, changes, seen, gone) => {
	expect(isProvablyGone({...record, ...changes}, {...evidence, ...seen})).toBe(gone);
});

test.each<[name: string, options: Partial<Parameters<typeof workerLife>[0]>, life: ReturnType<typeof workerLife>]>([
	['no lock, the run rests', {record: undefined, evidence: undefined, runSaysRunning: false}, 'absent'],
	['no lock, the log says running', {record: undefined, evidence: undefined}, 'dead'],
	['a lock with a fresh heartbeat', {}, 'alive'],
	['a heartbeat of exactly ten seconds', {heartbeatAgeSeconds: 10}, 'alive'],
	['an old heartbeat, the process is there', {heartbeatAgeSeconds: 11}, 'silent'],
	['a lock of a run that rests already', {runSaysRunning: false}, 'alive'],
	['the holder is gone, the log says running', {evidence: {...evidence, isAlive: false}}, 'dead'],
	['the holder is gone, the run rests', {evidence: {...evidence, isAlive: false}, runSaysRunning: false}, 'absent'],
	['the holder is on another host, long silent', {evidence: {...evidence, host: 'there', isAlive: false}, heartbeatAgeSeconds: 9999}, 'silent'],
])('workerLife: %s -> %3$s', (_name, options, life) => {
	expect(workerLife({
		record, evidence, heartbeatAgeSeconds: 1, runSaysRunning: true, ...options,
	})).toBe(life);
});

// A program that takes the lock of a repository as a worker does, when it is told to; one answer a line.
import process from 'node:process';
import readline from 'node:readline';
import {isProvablyGone} from '../../../source/domain/run/worker-life.js';
import {evidenceFor, ownRecord} from '../../../source/engine/start/lock-evidence.js';
import {layoutOf} from '../../../source/store/folder/layout.js';
import {takeLock, type HeldLock} from '../../../source/store/run/run-lock.js';

let lock: HeldLock | undefined;

const pause = new Int32Array(new SharedArrayBuffer(4));

const answer = (line: string): string => {
	const [command, moment = '0'] = line.split(' ');
	switch (command) {
		case 'take': {
			// All who were told the same moment begin in it.
			Atomics.wait(pause, 0, 0, Math.max(0, Number(moment) - Date.now()));
			const record = ownRecord({nonce: `${process.pid}-${performance.timeOrigin}`, version: '1', runId: 'run'});
			const taken = takeLock(layoutOf(process.argv[2] ?? ''), record, holder => isProvablyGone(holder, evidenceFor(holder)));
			lock = taken.type === 'held' ? taken.lock : undefined;
			return taken.type === 'held' ? 'held' : `refused ${taken.holder.record?.pid ?? 'unknown'}`;
		}

		case 'holds': {
			return String(lock?.holds() ?? false);
		}

		case 'beat': {
			return String(lock?.beat() ?? false);
		}

		default: {
			lock?.release();
			return 'released';
		}
	}
};

console.log(`ready ${process.pid}`);
for await (const line of readline.createInterface({input: process.stdin})) {
	console.log(answer(line));
}

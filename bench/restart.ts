import {stat} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {benchRepository} from './measure/bench-repository.js';
import {car} from './measure/car.js';
import type {Bench} from './measure/figure.js';
import {writeDeadRun} from './measure/large-run.js';
import {logLines, runFolder, workerPid} from './measure/run-files.js';

const turns = 110;

// A hundred kilobytes a turn, until the log has its ten megabytes; the last turn never ends by itself.
const script = [
	'cat > /dev/null',
	'echo "$CAR_TURN" > turn.txt',
	`if [ "$CAR_TURN" -gt ${turns} ]; then sleep 600; fi`,
	'head -c 75000 /dev/urandom | base64',
].join('\n');

/** The same with a log that is there already: so large a one takes a day to come by. */
const restartLarge: Bench['run'] = async report => {
	const repository = await benchRepository({tickets: 10, script, flow: {auto_commit: false}});
	const size = await writeDeadRun(repository.path, 100);
	// It died in a turn, and nobody wrote down what was named before that: a human agrees once more.
	await car(repository.path, ['run', '--dirty'], {expected: [2]});
	await car(repository.path, ['trust', '--yes']);
	const again = await car(repository.path, ['run', '--dirty'], {expected: [3]});
	report({
		what: 'car run over the log of a dead worker', value: again.milliseconds, unit: 'ms', goal: '< 10000 ms', how: `log of ${(size / 1e6).toFixed(0)} MB; it rests: ${String(again.output.trim().split('\n').at(-1))}`,
	});
};

export const bench: Bench = {
	async run(report) {
		await restartLarge(report);
		const repository = await benchRepository({tickets: 10, script, flow: {auto_commit: false}});
		await car(repository.path, ['run', '--dirty', '--detach']);
		const events = async () => path.join(await runFolder(repository.path), 'events.jsonl');
		const isHanging = async () => {
			const lines = await logLines(await events()).catch(() => []);
			const last = lines.at(-1);
			return last?.type === 'turn_started' && last.turn === turns + 1;
		};

		while (!await isHanging()) {
			await delay(500);
		}

		process.kill(await workerPid(repository.path), 'SIGKILL');
		const {size} = await stat(await events());
		const before = await logLines(await events());
		const again = await car(repository.path, ['run', '--dirty'], {expected: [3]});
		const after = await logLines(await events());
		report({
			what: 'kill -9, then car run: the next action', value: again.milliseconds, unit: 'ms', goal: '< 2000 ms', how: `log of ${(size / 1e6).toFixed(0)} MB; it did: ${after.slice(before.length).map(line => String(line.reason_code ?? line.type)).join(', ')}`,
		});
	},
};

import {chmod, readFile, writeFile} from 'node:fs/promises';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {benchRepository, type BenchRepository} from './measure/bench-repository.js';
import {car} from './measure/car.js';
import {type Bench, median} from './measure/figure.js';
import {workerGone} from './measure/run-files.js';

const turns = 12;

// The agent says when it begins and ends; what lies between two agents is the step. It changes a file, so that the turn counts as progress.
const script = [
	'echo "begin $EPOCHREALTIME" >> "$NOTES/times"',
	'while read -r line; do :; done',
	'echo "$EPOCHREALTIME" >> work.txt',
	'echo "done for now"',
	'echo "end $EPOCHREALTIME" >> "$NOTES/times"',
].join('\n');

type Mark = {readonly name: string; readonly at: number};

async function marks(file: string): Promise<readonly Mark[]> {
	const text = await readFile(file, 'utf8');
	return text.trim().split('\n').map(line => {
		const [name = '', at] = line.split(' ');
		return {name, at: Number(at) * 1000};
	});
}

/** Milliseconds from the end of each agent to the beginning of the next. */
async function steps(repository: BenchRepository): Promise<readonly number[]> {
	const times = await marks(path.join(repository.notes, 'times'));
	return times.flatMap((mark, index) => {
		const next = times[index + 1];
		return mark.name === 'end' && next ? [next.at - mark.at] : [];
	});
}

/** Lets a worker of its own take its turns, with nobody looking on. */
async function run(repository: BenchRepository, env: Readonly<Record<string, string>> = {}): Promise<void> {
	await car(repository.path, ['run', '--detach', '--dirty', '--max-turns', String(turns)], {env});
	await workerGone(repository.path);
}

/** Git processes from the end of one agent to the end of the next, counted by a `git` that stands before the real one. */
async function gitProcesses(repository: BenchRepository): Promise<number> {
	const real = execFileSync('sh', ['-c', 'command -v git'], {encoding: 'utf8'}).trim();
	const wrapper = path.join(repository.notes, 'git');
	await writeFile(wrapper, `#!/bin/bash\necho "git $EPOCHREALTIME $*" >> "$BENCH_GIT_LOG"\nexec ${real} "$@"\n`);
	await chmod(wrapper, 0o755);
	const log = path.join(repository.notes, 'git-log');
	await run(repository, {PATH: `${repository.notes}:${process.env.PATH ?? ''}`, BENCH_GIT_LOG: log});
	const calls = await marks(log);
	const times = await marks(path.join(repository.notes, 'times'));
	const ends = times.filter(mark => mark.name === 'end').map(mark => mark.at);
	return median(ends.slice(0, -1).map((end, index) => calls.filter(call => call.at > end && call.at <= (ends[index + 1] ?? 0)).length));
}

export const bench: Bench = {
	async run(report) {
		for (const [tickets, goal] of [[10, '< 20 ms'], [1000, ''], [10_000, '< 80 ms']] as const) {
			const repository = await benchRepository({tickets, script, flow: {auto_commit: false}});
			await run(repository);
			report({
				what: `step among ${tickets} tickets`, value: median(await steps(repository)), unit: 'ms', goal, how: `end of an agent to the begin of the next, its start (bash) included; median of ${turns - 1}`,
			});
		}

		const checkpointed = await benchRepository({tickets: 10, script});
		await run(checkpointed);
		report({
			what: 'step with a checkpoint commit, 10 tickets', value: median(await steps(checkpointed)), unit: 'ms', goal: '',
		});
		const counted = await benchRepository({tickets: 10, script, flow: {auto_commit: false}});
		report({
			what: 'git processes in a plain step', value: await gitProcesses(counted), unit: '', goal: '<= 3',
		});
		const committing = await benchRepository({tickets: 10, script});
		report({
			what: 'git processes with a checkpoint', value: await gitProcesses(committing), unit: '', goal: '',
		});
	},
};

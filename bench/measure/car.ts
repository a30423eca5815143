import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

/** The built program. */
export const program = path.join(process.env.CAR_BENCH_ROOT ?? '.', 'dist/cli.js');

export type Ran = {readonly exitCode: number | null; readonly output: string; readonly milliseconds: number};

/** Runs Node with these arguments to its end, without a terminal. */
export const runNode = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> => new Promise((resolve, reject) => {
	const startedAt = performance.now();
	const child = spawn(process.execPath, args, {env: {...process.env, ...env}, stdio: ['ignore', 'pipe', 'pipe']});
	let output = '';
	const keep = (text: string) => {
		output += text;
	};

	child.stdout.setEncoding('utf8').on('data', keep);
	child.stderr.setEncoding('utf8').on('data', keep);
	child.on('error', reject);
	child.on('close', exitCode => {
		resolve({exitCode, output, milliseconds: performance.now() - startedAt});
	});
});

/** Runs `car` in a repository; throws with its output when it ends in none of the expected ways. */
export const car = async (repo: string, args: readonly string[], options: {readonly env?: Readonly<Record<string, string>>; readonly expected?: readonly number[]} = {}): Promise<Ran> => {
	const ran = await runNode([program, ...args, '--repo', repo], options.env);
	if (!(options.expected ?? [0]).includes(ran.exitCode ?? -1)) {
		throw new Error(`car ${args.join(' ')} ended with ${ran.exitCode}:\n${ran.output}`);
	}

	return ran;
};

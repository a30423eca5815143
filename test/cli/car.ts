import {Buffer} from 'node:buffer';
import {spawn} from 'node:child_process';
import {
	chmod, cp, mkdir, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {Readable, Writable} from 'node:stream';
import {call} from '../../source/call.js';
import {program} from '../support/built-program.js';
import {tempFolder} from '../support/temp-folder.js';
import {tempRepository, type TempRepository} from '../support/temp-repository.js';

export {program} from '../support/built-program.js';

export type Answer = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

export type CallOptions = {
	readonly cwd: string;
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly input?: string | Uint8Array;
};

/** Starts the built program; `exited` resolves with everything it said. */
export const startCar = (args: readonly string[], {cwd, env = {}, input}: CallOptions) => {
	const child = spawn(process.execPath, [program, ...args], {cwd, env: {...process.env, TZ: 'UTC', ...env}, stdio: ['pipe', 'pipe', 'pipe']});
	let stdout = '';
	let stderr = '';
	const lookers = new Set<() => void>();
	const look = () => {
		for (const looker of lookers) {
			looker();
		}
	};

	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
		look();
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
		look();
	});
	child.stdin.on('error', () => undefined);
	child.stdin.end(input ?? '');
	const exited = new Promise<Answer>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', code => {
			resolve({code, stdout, stderr});
			look();
		});
	});
	return {
		child,
		exited,
		/** Resolves when stdout holds this text. */
		seen: async (text: string) => new Promise<void>((resolve, reject) => {
			const timer = setTimeout(() => {
				reject(new Error(`not seen: ${text}\n${stdout}\n${stderr}`));
			}, 60_000);
			const check = () => {
				if (stdout.includes(text)) {
					clearTimeout(timer);
					lookers.delete(check);
					resolve();
				}
			};

			lookers.add(check);
			check();
		}),
	};
};

/** The program in a process of its own. */
export const runProgram = async (args: readonly string[], options: CallOptions): Promise<Answer> => startCar(args, options).exited;

const kept = () => {
	let text = '';
	const stream = new Writable({
		decodeStrings: false,
		write(piece: string, _encoding, done) {
			text += piece;
			done();
		},
	});
	return {stream, text: () => text};
};

/** The same call in this process, from the sources: nothing is started for it. A worker that it starts is the built program. */
export const runCar = async (args: readonly string[], {cwd, env = {}, input}: CallOptions): Promise<Answer> => {
	const [stdout, stderr] = [kept(), kept()];
	const code = await call(args, {
		folder: cwd,
		env: {...process.env, TZ: 'UTC', ...env},
		streams: {stdin: Readable.from(input === undefined ? [] : [Buffer.from(input)]), stdout: stdout.stream, stderr: stderr.stream},
		program,
		leave() {
			throw new Error('nobody reads');
		},
	});
	return {code, stdout: stdout.text(), stderr: stderr.text()};
};

/** What the agent of the tests does, a shell script; `$CAR_…` tells it where it is. */
export const doneAgent = `cat > /dev/null
echo "Working on $CAR_TICKET"
echo work >> work.txt
sed -i 's/^done: false/done: true/' "$CAR_TICKET"
`;

/** Asks once, and is done when it is called again. */
export const askingAgent = String.raw`prompt=$(cat)
if [ ! -e .git/asked ]; then
	touch .git/asked
	printf -- '---\nmode: pause\ntitle: Which database?\n---\nPostgres or SQLite?\n' > "$CAR_DISPATCH_FILE"
	exit 0
fi
echo "$prompt" | grep -q "SQLite, please" && echo "Understood"
echo work >> work.txt
sed -i 's/^done: false/done: true/' "$CAR_TICKET"
`;

/** Says that it works and then takes as long as it is let. */
export const slowAgent = `cat > /dev/null
echo "Working slowly"
sleep 600 &
wait
`;

export type Workplace = TempRepository & {
	readonly env: Readonly<Record<string, string>>;
	/** A call in this process; a worker that it starts is a process of its own. */
	readonly car: (...args: readonly string[]) => Promise<Answer>;
	/** `car run --foreground` in this process: no other one works. */
	readonly work: (...flags: readonly string[]) => Promise<Answer>;
	readonly carWith: (options: Partial<CallOptions>, ...args: readonly string[]) => Promise<Answer>;
	/** The built program in a process of its own. */
	readonly start: (...args: readonly string[]) => ReturnType<typeof startCar>;
};

let original: Promise<string> | undefined;

/** The state folder as `car init` makes it, made once for each test process and copied from then on. */
const initialised = async (): Promise<string> => {
	original ??= (async () => {
		const {path: folder} = await tempRepository();
		const {code, stderr} = await runProgram(['init'], {cwd: folder, env: {XDG_CONFIG_HOME: path.join(folder, '.git/home'), XDG_STATE_HOME: path.join(folder, '.git/home')}});
		if (code !== 0) {
			throw new Error(`car init: ${stderr}`);
		}

		return path.join(folder, '.codex-autorunner');
	})();
	return original;
};

/** A repository where `car init` was, a home of its own, and an agent `script` in the user's own configuration that runs this shell script. */
export const workplace = async (options: {readonly agent?: string; readonly init?: boolean; readonly config?: string} = {}): Promise<Workplace> => {
	const repository = await tempRepository();
	const home = await tempFolder('home');
	const env = {XDG_CONFIG_HOME: path.join(home, 'config'), XDG_STATE_HOME: path.join(home, 'state'), PATH: process.env.PATH ?? ''};
	const agent = path.join(home, 'agent.sh');
	await writeFile(agent, `#!/bin/sh\n${options.agent ?? doneAgent}`);
	await chmod(agent, 0o755);
	await mkdir(path.join(home, 'config/codex-autorunner'), {recursive: true});
	await writeFile(path.join(home, 'config/codex-autorunner/config.yml'), options.config ?? `agents:\n  script:\n    type: command\n    command: [${agent}]\nticket_flow:\n  default_agent: script\n`);
	const carWith = async (call: Partial<CallOptions>, ...args: readonly string[]) => runCar(args, {cwd: repository.path, ...call, env: {...env, ...call.env}});
	if (options.init ?? true) {
		await cp(await initialised(), path.join(repository.path, '.codex-autorunner'), {recursive: true, preserveTimestamps: true});
		// The local file would name its own default.
		await repository.write('.codex-autorunner/config.yml', '');
	}

	return {
		...repository,
		env,
		carWith,
		car: async (...args) => carWith({}, ...args),
		work: async (...flags) => carWith({}, 'run', '--foreground', ...flags),
		start: (...args) => startCar(args, {cwd: repository.path, env}),
	};
};

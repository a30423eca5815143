// Preloaded into the real worker (`node --require`): numbers every effect it has on the world and ends it by SIGKILL at one of them. The program itself knows nothing of this.
import {Buffer} from 'node:buffer';
import childProcess, {type ChildProcess} from 'node:child_process';
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import path from 'node:path';
import process from 'node:process';
import {
	planVariable, printAim, type Aim, type CrashPlan, type Trace,
} from './crash-plan.js';
import {effectNames, eventName} from './effect-names.js';

const plan = JSON.parse(process.env[planVariable] ?? '{}') as CrashPlan;
// Nothing the worker starts may inherit it.
Reflect.deleteProperty(process.env, planVariable);
const real = {...fs};
const realKill = process.kill.bind(process);

let points = 0;
const labels: string[] = [];
const names = effectNames(plan.after, plan.hide);
const aims = new Map(plan.aims.map(aim => [aim.label, aim]));

const leaveTrace = (hit: string | undefined): void => {
	const trace: Trace = {points, hit, labels};
	real.writeFileSync(plan.trace, JSON.stringify(trace));
};

const pause = new Int32Array(new SharedArrayBuffer(4));

const die = (aim: Aim, patience = 0): never => {
	if (patience > 0) {
		Atomics.wait(pause, 0, 0, patience);
	}

	leaveTrace(printAim(aim));
	realKill(process.pid, 'SIGKILL');
	for (;;) {
		Atomics.wait(pause, 0, 0, 1000);
	}
};

type Effect<Result> = {
	readonly name: string;
	readonly act: () => Result;
	/** Does a part of it, for a kill in the middle; without it the middle is the end. */
	readonly part?: () => void;
	/** The effect sets something going that goes on by itself: it has the patience of a kill to itself. */
	readonly isStart?: boolean;
	/** Calls back when what was set going has ended: only then it is after the effect. */
	readonly end?: (result: Result, ended: () => void) => void;
};

/** An effect that Node does in several steps is one all the same. */
let isWithin = false;
const whole = <Result>(act: () => Result): Result => {
	isWithin = true;
	try {
		return act();
	} finally {
		isWithin = false;
	}
};

/** One effect, and the place where the process may end. */
const effect = <Result>({name, act, part, isStart = false, end}: Effect<Result>): Result => {
	if (isWithin) {
		return act();
	}

	points++;
	const label = names.name(name);
	if (plan.wantsLabels) {
		labels.push(label);
	}

	const aim = plan.kill?.point === points ? {...plan.kill, label} : aims.get(label);
	if (aim === undefined) {
		return whole(act);
	}

	if (aim.moment === 'before') {
		return die(aim);
	}

	if (aim.moment === 'middle' && part !== undefined) {
		whole(part);
		return die(aim);
	}

	let result: Result;
	try {
		result = whole(act);
	} catch {
		// What fails has an after too.
		return die(aim);
	}

	if (aim.moment === 'after' && end !== undefined) {
		end(result, () => die(aim));
		return result;
	}

	return die(aim, isStart ? aim.patience : 0);
};

const open = new Map<number, string>();
const fileOf = (descriptor: number): string => open.get(descriptor) ?? 'file';

const isReading = (flags: string | number | undefined): boolean =>
	flags === undefined || flags === 'r' || (typeof flags === 'number' && flags % 4 === fs.constants.O_RDONLY);

fs.openSync = (file, flags, mode) => {
	const act = () => real.openSync(file, flags, mode);
	const descriptor = isReading(flags) ? act() : effect({name: `open ${String(file)}`, act});
	open.set(descriptor, String(file));
	return descriptor;
};

const writeSync = (descriptor: number, bytes: Uint8Array, offset?: number, length?: number, position?: number): number => {
	const act = () => real.writeSync(descriptor, bytes, offset, length, position);
	if (descriptor < 3) {
		return act();
	}

	const file = fileOf(descriptor);
	const event = file.endsWith('/events.jsonl') ? eventName(Buffer.from(bytes).toString('utf8', offset, length === undefined ? undefined : (offset ?? 0) + length)) : '';
	const written = effect({
		name: `write ${file} ${event}`.trimEnd(),
		act,
		part() {
			real.writeSync(descriptor, bytes, offset ?? 0, Math.floor((length ?? bytes.length) / 2), position);
		},
	});
	if (event !== '') {
		names.pass(event);
	}

	return written;
};

fs.writeSync = writeSync as typeof fs.writeSync;
fs.fsyncSync = descriptor => {
	effect({
		name: `sync ${fileOf(descriptor)}`, act() {
			real.fsyncSync(descriptor);
		},
	});
};

fs.rmSync = (file, options) => {
	const act = (): void => {
		real.rmSync(file, options);
	};

	// What removes nothing is no effect.
	if (real.lstatSync(file, {throwIfNoEntry: false}) === undefined) {
		act();
		return;
	}

	effect({
		name: `remove ${String(file)}`,
		act,
		part() {
			const first = real.existsSync(file) && real.statSync(file).isDirectory() ? real.readdirSync(String(file))[0] : undefined;
			if (first !== undefined) {
				real.rmSync(path.join(String(file), first), {recursive: true, force: true});
			}
		},
	});
};

fs.copyFileSync = (from, to, mode) => {
	effect({
		name: `copy ${String(to)}`,
		act() {
			real.copyFileSync(from, to, mode);
		},
		part() {
			const bytes = real.readFileSync(from);
			real.writeFileSync(to, bytes.subarray(0, Math.floor(bytes.length / 2)));
		},
	});
};

/** The rest have no middle: the kernel does them whole or not at all. */
const plainEffects: ReadonlyArray<readonly [name: 'ftruncateSync' | 'truncateSync' | 'renameSync' | 'linkSync' | 'unlinkSync' | 'rmdirSync' | 'symlinkSync' | 'writeFileSync' | 'appendFileSync', word: string, subject: number]> = [
	['ftruncateSync', 'cut', 0],
	['truncateSync', 'cut', 0],
	['renameSync', 'rename', 1],
	['linkSync', 'link', 1],
	['unlinkSync', 'unlink', 0],
	['rmdirSync', 'remove', 0],
	['symlinkSync', 'link', 1],
	['writeFileSync', 'put', 0],
	['appendFileSync', 'append', 0],
];

fs.mkdirSync = ((folder: string, options) => {
	const act = () => real.mkdirSync(folder, options);
	return real.existsSync(folder) ? act() : effect({name: `folder ${folder}`, act});
}) as typeof fs.mkdirSync;

for (const [name, word, subject] of plainEffects) {
	const act = real[name] as (...args: readonly unknown[]) => unknown;
	Reflect.set(fs, name, (...args: readonly unknown[]) => {
		const at = args[subject];
		return effect({name: `${word} ${typeof at === 'number' ? fileOf(at) : String(at)}`, act: () => act(...args)});
	});
}

const wordsOf = (command: string, args: readonly string[]): string => {
	const verb = path.basename(command) === 'git' ? args.find((word, index) => !word.startsWith('-') && args[index - 1] !== '-c') : undefined;
	return verb === undefined ? path.basename(command) : `git ${verb}`;
};

const realSpawn = childProcess.spawn;
Reflect.set(childProcess, 'spawn', (command: string, args: readonly string[], options: object): ChildProcess => {
	const words = wordsOf(command, args);
	const child = effect({
		name: `start ${words}`,
		isStart: true,
		act: () => realSpawn(command, args, options),
		end(started, ended) {
			started.prependListener('exit', ended);
		},
	});
	const {stdin} = child;
	if (stdin !== null) {
		const end = stdin.end.bind(stdin) as (...rest: readonly unknown[]) => typeof stdin;
		Reflect.set(stdin, 'end', (...rest: readonly unknown[]) => effect({name: `send ${words}`, isStart: true, act: () => end(...rest)}));
	}

	return child;
});

Reflect.set(process, 'kill', (pid: number, signal: NodeJS.Signals | 0) =>
	signal === 0 ? realKill(pid, 0) : effect({name: `signal ${signal}`, act: () => realKill(pid, signal)}));

syncBuiltinESMExports();
process.on('exit', () => {
	leaveTrace(undefined);
});

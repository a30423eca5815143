import type {Context, Environment, Flags} from './cli/command.js';
import type {Doors} from './cli/doors.js';
import type {Streams} from './cli/output.js';

type Writing = {readonly on: (event: 'error', listener: () => void) => unknown};

/** What one call of `car` finds around it: what its process was given, or what a test gives it. */
export type Surroundings = {
	/** The current folder. */
	readonly folder: string;
	readonly env: Environment;
	readonly streams: Streams & {readonly stdin: Context['stdin']; readonly stdout: Writing; readonly stderr: Writing};
	/** The door of the built program, which a detached worker is started with. */
	readonly program: string;
	/** Ends the process when nobody reads any more. */
	readonly leave: () => void;
};

const parse = async (argv: readonly string[], flags: Flags) => {
	const {default: meow} = await import('meow');
	const {input, flags: found} = meow({
		importMeta: import.meta,
		pkg: {name: 'car'},
		argv,
		description: false,
		help: false,
		autoHelp: false,
		autoVersion: false,
		flags,
	});
	return {input, flags: found as Readonly<Record<string, unknown>>};
};

const compose = async () => import('./compose.js');

const doorsIn = (surroundings: Surroundings): Doors => ({
	async openClient(repo, options) {
		const {openClient} = await compose();
		return openClient(repo, options, surroundings);
	},
	async untrustedCommands(repo) {
		const {untrustedCommands} = await compose();
		return untrustedCommands(repo, surroundings.env);
	},
	async runTui(repo, greeting) {
		const {runTui} = await compose();
		return runTui(repo, greeting, surroundings);
	},
	async runWorker(repo, options) {
		const {runWorker} = await compose();
		return runWorker(repo, options, surroundings.env);
	},
	async createDemoRepository() {
		const {createDemoRepository} = await compose();
		return createDemoRepository(surroundings.env);
	},
});

/** One call of `car`, whatever becomes of it; answers the exit code. Everything is loaded when it is needed. */
export const call = async (argv: readonly string[], surroundings: Surroundings): Promise<number> => {
	const [{createOutput}, {openFrontDoor}, {reportError}] = await Promise.all([import('./cli/output.js'), import('./cli/front-door.js'), import('./cli/report-error.js')]);
	const {folder, env, streams, leave} = surroundings;
	const out = createOutput(streams, env, leave);
	for (const stream of [streams.stdout, streams.stderr]) {
		// Whoever reads the output may stop reading (`car log | head`, a closed terminal): that is no error.
		stream.on('error', () => {
			out.unread();
		});
	}

	try {
		return await openFrontDoor({
			argv, folder, env, stdin: streams.stdin, out, doors: doorsIn(surroundings), parse,
		});
	} catch (error) {
		return reportError(error, {out, hasDebug: argv.includes('--debug')});
	}
};

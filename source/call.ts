import type {Context, Flags} from './cli/command.js';
import type {Streams} from './cli/output.js';
import {openDoors, type Ground} from './compose.js';

type Writing = {readonly on: (event: 'error', listener: () => void) => unknown};

/** What one call of `car` finds around it: what its process was given, or what a test gives it. */
export type Surroundings = Ground & {
	/** The current folder. */
	readonly folder: string;
	readonly streams: Streams & {readonly stdin: Context['stdin']; readonly stdout: Writing; readonly stderr: Writing};
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
			argv, folder, env, stdin: streams.stdin, out, doors: openDoors(surroundings), parse,
		});
	} catch (error) {
		return reportError(error, {out, hasDebug: argv.includes('--debug')});
	}
};

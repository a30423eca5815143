import process from 'node:process';
import type {Flags} from './cli/command.js';
import type {Doors} from './cli/doors.js';

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

const doors: Doors = {
	async openClient(repo, options) {
		const {openClient} = await compose();
		return openClient(repo, options);
	},
	async untrustedCommands(repo) {
		const {untrustedCommands} = await compose();
		return untrustedCommands(repo);
	},
	async runTui(repo, greeting) {
		const {runTui} = await compose();
		return runTui(repo, greeting);
	},
	async runWorker(repo, options) {
		const {runWorker} = await compose();
		return runWorker(repo, options);
	},
	async createDemoRepository() {
		const {createDemoRepository} = await compose();
		return createDemoRepository();
	},
};

const main = async (argv: readonly string[]): Promise<number> => {
	const [{createOutput}, {openFrontDoor}, {reportError}] = await Promise.all([import('./cli/output.js'), import('./cli/front-door.js'), import('./cli/report-error.js')]);
	const out = createOutput(process, process.env, process.exit);
	for (const stream of [process.stdout, process.stderr]) {
		// Whoever reads the output may stop reading (`car log | head`, a closed terminal): that is no error.
		stream.on('error', () => {
			out.unread();
		});
	}

	try {
		return await openFrontDoor({
			argv, folder: process.cwd(), env: process.env, out, doors, parse,
		});
	} catch (error) {
		return reportError(error, {out, hasDebug: argv.includes('--debug')});
	}
};

const run = async (): Promise<void> => {
	process.exitCode = await main(process.argv.slice(2));
	// Nothing may keep the program alive after its answer is out.
	process.stdout.write('', () => {
		process.exit();
	});
};

void run();

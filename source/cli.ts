import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {call} from './call.js';

const run = async (): Promise<void> => {
	process.exitCode = await call(process.argv.slice(2), {
		folder: process.cwd(),
		env: process.env,
		streams: process,
		// The program itself lies beside its door.
		program: path.join(path.dirname(fileURLToPath(import.meta.url)), 'cli.js'),
		leave: process.exit,
	});
	// Nothing may keep the program alive after its answer is out.
	process.stdout.write('', () => {
		process.exit();
	});
};

void run();

// `npm start`: from a fresh clone to the demo in one command.
import {spawn} from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
	buildWhenStale, install, requireNode, root,
} from './prepare.mjs';

requireNode();
install();
await buildWhenStale();

const child = spawn(process.execPath, [path.join(root, 'dist/cli.js'), 'demo', ...process.argv.slice(2)], {stdio: 'inherit'});
// The terminal sends Ctrl-C to both: the program decides what it means, and this process only waits for it.
for (const signal of ['SIGINT', 'SIGQUIT']) {
	process.on(signal, () => undefined);
}

for (const signal of ['SIGTERM', 'SIGHUP']) {
	process.on(signal, () => child.kill(signal));
}

child.on('error', error => {
	console.error(error.message);
	process.exitCode = 1;
});
child.on('exit', (code, signal) => {
	process.exitCode = code ?? 128 + os.constants.signals[signal];
});

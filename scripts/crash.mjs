// `npm run test:crash`: the crash matrix, from a fresh clone. Every argument goes to it; `-- --help` is in CONTRIBUTING.md.
import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {bundleSuite} from './bundle-suite.mjs';
import {
	buildWhenStale, install, requireNode, root,
} from './prepare.mjs';

requireNode();
install();
await buildWhenStale();
const folder = await bundleSuite(['proof/crash/matrix.ts']);
// Preloaded into thousands of workers: a CommonJS file starts sooner.
await bundleSuite(['proof/crash/matrix/instrument.ts'], {format: 'cjs'});
const child = spawn(process.execPath, [path.join(folder, 'matrix.mjs'), '--root', root, ...process.argv.slice(2)], {stdio: 'inherit'});
// The terminal sends Ctrl-C to both; the matrix ends its lives first.
process.on('SIGINT', () => undefined);
child.on('exit', code => {
	process.exitCode = code ?? 1;
});

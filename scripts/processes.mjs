// `npm run test:processes`: faults of processes and of time, from a fresh clone. Every argument goes to it; they are in CONTRIBUTING.md.
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
const folder = path.join(root, 'node_modules/.cache/processes');
await bundleSuite(['proof/faults/processes.ts'], {folder});
// Hundreds of these are started: with its packages in one file that costs half.
await bundleSuite(['proof/faults/processes/lock-taker.ts'], {folder, packages: 'bundle'});
const child = spawn(process.execPath, [path.join(folder, 'processes.mjs'), '--root', root, ...process.argv.slice(2)], {stdio: ['ignore', 'inherit', 'inherit']});
child.on('exit', code => {
	process.exitCode = code ?? 1;
});

// `npm run soak`: the built program for twenty minutes, its worker killed each minute, from a fresh clone; `-- --minutes N --turns N --kills SECONDS --seed N`.
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
const folder = await bundleSuite(['proof/faults/soak.ts'], {folder: path.join(root, 'node_modules/.cache/faults/soak')});
const child = spawn(process.execPath, [path.join(folder, 'soak.mjs'), '--root', root, ...process.argv.slice(2)], {stdio: 'inherit'});
child.on('exit', code => {
	process.exitCode = code ?? 1;
});

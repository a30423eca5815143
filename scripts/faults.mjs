// `npm run test:faults`: what becomes of files when others write them too and when the disk fails, from a fresh clone.
// `-- --only saves` plays one part; every other argument goes to the parts.
import {spawnSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {bundleSuite} from './bundle-suite.mjs';
import {
	buildWhenStale, install, requireNode, root,
} from './prepare.mjs';
import {simulatedWorld} from './simulated-world.mjs';

const parts = {
	saves: {source: 'proof/faults/saves.ts', plugins: () => []},
	'fill-levels': {source: 'proof/faults/fill-levels.ts', plugins: () => []},
	'disk-errors': {source: 'proof/faults/disk-errors.ts', plugins: () => [simulatedWorld()]},
};

requireNode();
install();
const args = process.argv.slice(2);
const at = args.indexOf('--only');
const [, only] = at === -1 ? [] : args.splice(at, 2);
const chosen = Object.entries(parts).filter(([name]) => only === undefined || name === only);
if (chosen.length === 0) {
	console.error(`No part is called ${only}. There are: ${Object.keys(parts).join(', ')}.`);
	process.exit(2);
}

if (chosen.some(([name]) => name === 'fill-levels')) {
	await buildWhenStale();
}

for (const [name, {source, plugins}] of chosen) {
	const folder = await bundleSuite([source], {folder: path.join(root, 'node_modules/.cache/faults', name), plugins: plugins()});
	const {status} = spawnSync(process.execPath, [path.join(folder, `${name}.mjs`), '--root', root, ...args], {stdio: 'inherit'});
	process.exitCode = status === 0 ? process.exitCode : 1;
}

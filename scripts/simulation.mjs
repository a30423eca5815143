// `npm run test:disk`: crashes and losses of power in the simulation, from a fresh clone.
import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {bundleSuite} from './bundle-suite.mjs';
import {install, requireNode, root} from './prepare.mjs';
import {simulatedWorld} from './simulated-world.mjs';

requireNode();
install();
const folder = await bundleSuite(['proof/crash/simulation.ts'], {plugins: [simulatedWorld()]});
const child = spawn(process.execPath, [path.join(folder, 'simulation.mjs'), '--root', root, ...process.argv.slice(2)], {stdio: 'inherit'});
child.on('exit', code => {
	process.exitCode = code ?? 1;
});

// `npm run test:codex`: the tests that drive the real codex, the version that test/agents/packages pins, against a model on this machine.
// It is installed when it is missing; where that cannot be done nothing is tested, and it says so.
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {install, requireNode, root} from './prepare.mjs';

const folder = path.join(root, 'test/agents/packages');

const installed = () => {
	const file = path.join(folder, 'node_modules/@openai/codex/package.json');
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
};

requireNode();
install();
const {dependencies} = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
const wanted = dependencies['@openai/codex'];
if (installed() !== wanted) {
	console.log(`Installing @openai/codex ${wanted} (400 MB) …`);
	const {status, stderr} = spawnSync('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: folder, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], timeout: 300_000,
	});
	if (status !== 0 || installed() !== wanted) {
		console.log(stderr?.trim() ?? '');
		console.log(`SKIPPED: @openai/codex ${wanted} could not be installed, so nothing was tested with the real codex.`);
		process.exit(0);
	}
}

console.log(`real codex ${wanted}`);
const {status} = spawnSync(process.execPath, [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', root, '--config', 'test/agents/real/vitest-config.ts', ...process.argv.slice(2)], {
	cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: {...process.env, ...process.stdout.isTTY ? {} : {NO_COLOR: '1'}},
});
process.exitCode = status ?? 1;

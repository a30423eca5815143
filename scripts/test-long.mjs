// `npm run test:long`: the tests that kill whole programs or play them at a human's pace, from a fresh clone. `.ci/run` plays them after `npm test`.
// Arguments go to vitest: `npm run test:long -- test/scripts`.
import {spawnSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {
	buildWhenStale, install, requireNode, root,
} from './prepare.mjs';

requireNode();
install();
await buildWhenStale();
const {status} = spawnSync(process.execPath, [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', root, '--config', 'test/long-tests.ts', ...process.argv.slice(2)], {
	cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: {...process.env, ...process.stdout.isTTY ? {} : {NO_COLOR: '1'}},
});
process.exitCode = status ?? 1;

import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {expect, test} from 'vitest';
import {hasFullAccess} from '../../../../source/engine/client/read/worker-flags.js';

const worker = async (...flags: readonly string[]): Promise<ChildProcess> => {
	const child = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)', 'flow', 'worker', ...flags], {stdio: ['ignore', 'pipe', 'ignore']});
	await once(child.stdout, 'data');
	return child;
};

test.skipIf(process.platform !== 'linux')('full access: of a worker that somebody else started -> its own command line tells', async () => {
	const [full, plain] = await Promise.all([worker('--full-access'), worker('--once')]);
	expect(hasFullAccess({pid: full.pid!, since: 'a'})).toBe(true);
	expect(hasFullAccess({pid: plain.pid!, since: 'b'})).toBe(false);
	expect(hasFullAccess({pid: null, since: null})).toBe(false);
	for (const child of [full, plain]) {
		child.kill('SIGKILL');
		await once(child, 'exit');
	}

	expect(hasFullAccess({pid: full.pid!, since: 'c'})).toBe(false);
});

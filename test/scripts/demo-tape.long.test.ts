import {execFile} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';

const root = path.join(import.meta.dirname, '../..');

test('demo.tape: played -> list, log, question, reply and report come as it waits for them', {timeout: 180_000}, async () => {
	const screens = await new Promise<string>((resolve, reject) => {
		execFile(process.execPath, ['scripts/play-tape.mjs', 'demo.tape'], {cwd: root, env: {...process.env, CAR_DEMO_SPEED: '6'}, maxBuffer: 8 * 1024 * 1024}, (error, stdout, stderr) => {
			if (error === null) {
				resolve(stdout);
			} else {
				reject(new Error(`${stderr}\n${stdout}`, {cause: error}));
			}
		});
	});
	for (const seen of ['Ready. Enter starts the run.', 'TICKET-001 turn 1', '3 Inbox', 'Your answer to TICKET-003', 'Since you left', 'Proven (1)', 'Turns (Enter reads one in the log)']) {
		expect(screens).toContain(seen);
	}
});

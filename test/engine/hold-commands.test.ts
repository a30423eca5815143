import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readTrust} from '../../source/store/folder/trust-file.js';
import {inlineRun, type InlineRun} from '../support/inline-run.js';

const newTicket = '---\nagent: codex\ndone: false\nverify: ["touch ran"]\n---\n';
const secondTicket = '.codex-autorunner/tickets/TICKET-002.md';

test('hold: it cannot be written down that an agent wrote a check -> the turn stays open, and the next start owes it', async () => {
	const run: InlineRun = await inlineRun([() => {
		run.write(secondTicket, newTicket);
		run.setDone(1);
		// A state folder that cannot be written, for root as well.
		fs.renameSync(state, `${state}.aside`);
		fs.writeFileSync(state, '');
		return 'done';
	}, () => {
		run.setDone(2);
		return 'done';
	}]);
	const state = run.world.env.XDG_STATE_HOME!;
	run.trust('true');
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect([run.story().at(-1), run.story().some(line => line.startsWith('turn 1 '))]).toEqual(['failed', false]);
	await expect(run.run()).rejects.toThrow(/ENOTDIR|EEXIST/v);
	fs.rmSync(state);
	fs.renameSync(`${state}.aside`, state);
	expect(await run.run()).toMatchObject({type: 'refused', details: ['.codex-autorunner/tickets/TICKET-002.md: verify: touch ran']});
	run.trust('touch ran');
	await run.run();
	expect([run.story().at(-1), fs.existsSync(path.join(run.repo.path, 'ran'))]).toEqual(['completed', true]);
});

test('hold: a check that a human wrote between two turns -> known before the next one, so that a crash in it asks nobody about it', async () => {
	const known: Array<boolean | undefined> = [];
	const run: InlineRun = await inlineRun([() => {
		known.push(readTrust(run.repo.path, run.world.env)?.isTrusted('echo mine'));
		run.setDone(run.requests.length);
		run.write(`${run.requests.length}.txt`, 'x\n');
		return 'done';
	}]);
	run.trust('true');
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.repo.ticket(2, {agent: 'codex', done: false});
	// A hook stands for the human: it runs after the first turn and before the second.
	run.write('.git/hooks/post-commit', '#!/bin/sh\n[ -e .codex-autorunner/tickets/TICKET-003.md ] || printf -- \'---\\nagent: codex\\ndone: false\\nverify: ["echo mine"]\\n---\\n\' > .codex-autorunner/tickets/TICKET-003.md\n');
	fs.chmodSync(path.join(run.repo.path, '.git/hooks/post-commit'), 0o755);
	await run.run();
	expect([run.story().at(-1), known]).toEqual(['completed', [false, true, true]]);
});

test('hold: a turn that is started again after a crash -> what its first try wrote is held', async () => {
	const run: InlineRun = await inlineRun([() => {
		run.write(secondTicket, newTicket);
		run.setDone(1);
		return {type: 'failed', message: 'limit', retry: 'limit'};
	}, () => 'done'], {}, {
		async wait() {
			// The worker dies while it waits for the limit.
			throw new Error('the end of this worker');
		},
	});
	run.trust('true');
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect(await run.run()).toMatchObject({type: 'refused', details: ['.codex-autorunner/tickets/TICKET-002.md: verify: touch ran']});
});

import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import {expect, test} from 'vitest';
import {commitText} from '../../source/git/show-diff.js';
import {inlineRun, type InlineRun} from '../support/inline-run.js';

const shell = (folder: string, script: string): void => {
	execFileSync('sh', ['-e', '-c', script], {cwd: folder, stdio: 'ignore'});
};

const begin = 'git config user.name a; git config user.email a@localhost; git add -A; git commit -q -m Anew';

test.each([
	['makes the repository anew, without a commit', 'rm -rf .git; git init -q', ['TICKET-001: First', 'TICKET-002: Second']],
	['makes the repository anew, with a commit', `rm -rf .git; git init -q; ${begin}`, ['Anew', 'TICKET-002: Second']],
	['rewrites the commit and prunes the old one', `${begin} --amend; git reflog expire --expire=now --all; git for-each-ref --format='delete %(refname)' refs/car | git update-ref --stdin; git gc -q --prune=now`, ['Anew', 'TICKET-002: Second']],
])('run: an agent %s -> the turn is in the log without statistics, and the queue goes on', async (_name, script, subjects) => {
	const run: InlineRun = await inlineRun([() => {
		run.write('first.txt', 'first\n');
		shell(run.repo.path, script);
		run.setDone(1);
		return 'done';
	}, () => {
		run.write('second.txt', 'second\n');
		run.setDone(2);
		return 'done';
	}]);
	const before = await run.repo.git('rev-parse', 'HEAD');
	await run.repo.ticket(1, {agent: 'codex', done: false, title: 'First'});
	await run.repo.ticket(2, {agent: 'codex', done: false, title: 'Second'});
	await run.run();
	expect([run.story().at(-1), await run.repo.subjects()]).toEqual(['completed', subjects]);
	const {turns} = await run.client.history.ticket('.codex-autorunner/tickets/TICKET-001.md');
	expect(turns.map(({diffStats}) => diffStats)).toEqual([{files: 0, insertions: 0, deletions: 0}]);
	await expect(commitText(run.repo.path, before)).rejects.toThrow(/does not have that commit/v);
	await expect(run.client.history.ticketDiff('.codex-autorunner/tickets/TICKET-001.md')).rejects.toThrow(/knows no commit that this ticket began at/v);
});

test('run: records of processes that cannot be deleted -> the turn that ended is no failure', async () => {
	const run: InlineRun = await inlineRun([() => {
		// Deeper than a path can be long: not even root deletes it by its path.
		const part = Array.from({length: 10}, () => 'd'.repeat(200)).join('/');
		fs.mkdirSync(run.layout().processes, {recursive: true});
		shell(run.layout().processes, `for i in 1 2 3; do mkdir -p new/${part}; test ! -e deep || mv deep new/${part}/deep; mv new deep; done`);
		run.setDone(1);
		return 'done';
	}]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	try {
		await run.run();
		expect([run.story().at(-1), fs.existsSync(run.layout().processes)]).toEqual(['completed', true]);
	} finally {
		execFileSync('rm', ['-rf', run.layout().processes]);
	}
});

import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {blocksOf} from '../support/scenario/scenario-trace.js';
import {inlineRun, type InlineRun} from '../support/inline-run.js';

const blockIn = (run: InlineRun, turn: number, name: string): string | undefined =>
	blocksOf(run.requests[turn - 1]!.prompt).find(block => block.name === name)?.text;

const hook = (run: InlineRun, text: string): void => {
	run.write('.git/hooks/pre-commit', `#!/bin/sh\n${text}\n`);
	fs.chmodSync(path.join(run.repo.path, '.git/hooks/pre-commit'), 0o755);
};

const proofs = async (run: InlineRun): Promise<ReadonlyArray<string | null>> => {
	const {tickets} = await run.client.snapshot();
	return tickets.map(ticket => ticket.proof);
};

test('verify: fails after done -> goes back with the output, is checked again, is committed and proven', async () => {
	const run = await inlineRun([
		() => {
			run.write('result.txt', 'wrong\n');
			run.setDone(1);
			return 'done';
		},
		() => {
			run.write('result.txt', 'right\n');
			return 'mended';
		},
	]);
	await run.repo.ticket(1, {
		agent: 'codex', done: false, title: 'Write it', verify: ['test ! -e result.txt || { cat result.txt; grep -q right result.txt; }'],
	});
	run.trust('test ! -e result.txt || { cat result.txt; grep -q right result.txt; }');
	await run.run();
	expect(run.story()).toEqual([
		'run started',
		'select 001 for codex',
		'verified before 0',
		'turn 1: work on 001 by codex, conversation new',
		'  car_rules, ticket',
		'turn 1 completed, 1 file +1 -0',
		'summary 1',
		'verified 1',
		'turn 2: verify on 001 by codex, conversation conv-1',
		'  car_rules, verify_failures, ticket',
		'turn 2 completed, 1 file +1 -0',
		'summary 2',
		'verified 0',
		'committed ticket',
		'completed',
	]);
	expect(blockIn(run, 2, 'verify_failures')).toContain('wrong');
	expect(await proofs(run)).toEqual(['proven']);
	expect(await run.repo.git('log', '-1', '--format=%B')).toMatch(/^TICKET-001: Write it\n\nCar-Turn: \d{8}-\d{6}-\w{4}\/2$/u);
});

test('verify: failed before the first turn and still does -> does not block, the ticket is unchecked', async () => {
	const run = await inlineRun([() => {
		run.setDone(1);
		return 'done';
	}]);
	await run.repo.ticket(1, {agent: 'codex', done: false, verify: ['false']});
	run.trust('false');
	await run.run();
	expect([run.requests.length, run.story().at(-1), await proofs(run)]).toEqual([1, 'completed', ['unchecked']]);
});

test('verify: never mended -> verify_failed; going on looks again without a turn; mended by the human -> completed', async () => {
	const run = await inlineRun([() => {
		run.write('broken', '');
		run.setDone(1);
		return 'done';
	}], {max_verify_retries: 1});
	await run.repo.ticket(1, {agent: 'codex', done: false, verify: ['test ! -e broken']});
	run.trust('test ! -e broken');
	await run.run();
	expect([run.requests.length, run.story().slice(-2)]).toEqual([2, ['opened verify verify-1', 'paused verify_failed']]);
	await run.run();
	expect([run.requests.length, run.story().slice(-2)]).toEqual([2, ['verified 1', 'paused verify_failed']]);
	fs.rmSync(path.join(run.repo.path, 'broken'));
	await run.run();
	expect([run.requests.length, run.story().at(-1), await proofs(run)]).toEqual([2, 'completed', ['proven']]);
});

test('verify: the list is fixed before the first turn -> a check that the agent adds to its ticket is not run', async () => {
	const run = await inlineRun([() => {
		run.write('.codex-autorunner/tickets/TICKET-001.md', '---\nagent: codex\ndone: true\nverify: ["touch ran"]\n---\n');
		return 'done';
	}]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect([run.story().at(-1), fs.existsSync(path.join(run.repo.path, 'ran'))]).toEqual(['completed', false]);
});

test('verify: a check that an agent wrote into a new ticket -> runs only after a human agreed', async () => {
	const run = await inlineRun([
		() => {
			run.write('.codex-autorunner/tickets/TICKET-002.md', '---\nagent: codex\ndone: false\nverify: ["touch ran"]\n---\n');
			run.setDone(1);
			return 'done';
		},
		() => {
			run.setDone(2);
			return 'done';
		},
	]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	const ran = path.join(run.repo.path, 'ran');
	expect([run.story().slice(-2), fs.existsSync(ran)]).toEqual([['opened approval approval-verify-2', 'paused approval'], false]);
	expect(await run.run()).toMatchObject({type: 'refused'});
	expect(fs.existsSync(ran)).toBe(false);
	run.trust('touch ran');
	await run.run();
	expect([run.story().at(-1), fs.existsSync(ran)]).toEqual(['completed', true]);
});

test('commit: car commits a finished ticket and keeps where it began and ended', async () => {
	const run = await inlineRun([() => {
		run.write('a.txt', 'a\n');
		run.setDone(1);
		return 'done';
	}]);
	await run.repo.ticket(1, {agent: 'codex', done: false, title: 'First'});
	const before = await run.repo.git('rev-parse', 'HEAD');
	await run.run();
	const [ref] = run.layout().folder.split('/').slice(-1);
	expect(await run.repo.subjects()).toEqual(['Begin', 'TICKET-001: First']);
	expect(await run.repo.git('rev-parse', `refs/car/${ref!}/1/before`)).toBe(before);
	expect(await run.repo.git('rev-parse', `refs/car/${ref!}/1/after`)).toBe(await run.repo.git('rev-parse', 'HEAD'));
	expect(fs.readFileSync(path.join(run.layout().tickets, '1/before.md'), 'utf8')).toContain('done: false');
	expect(fs.readFileSync(path.join(run.layout().tickets, '1/after.md'), 'utf8')).toContain('done: true');
});

test('commit: hooks that change a tracked file with each commit -> one commit a ticket, the run ends and names what is left', async () => {
	const run = await inlineRun([() => {
		run.setDone(run.requests.length);
		run.write(`${run.requests.length}.txt`, 'work\n');
		return 'done';
	}]);
	run.write('built.txt', '0\n');
	await run.repo.git('add', '--all');
	await run.repo.git('commit', '--quiet', '--message', 'Build');
	hook(run, 'echo before >> built.txt');
	run.write('.git/hooks/post-commit', '#!/bin/sh\necho after >> built.txt\n');
	fs.chmodSync(path.join(run.repo.path, '.git/hooks/post-commit'), 0o755);
	await run.repo.ticket(1, {agent: 'codex', done: false, title: 'One'});
	await run.repo.ticket(2, {agent: 'codex', done: false, title: 'Two'});
	await run.run();
	expect(await run.repo.subjects()).toEqual(['Begin', 'Build', 'TICKET-001: One', 'TICKET-002: Two']);
	const {run: state} = await run.client.snapshot();
	expect([state?.status, state?.reasonDetails]).toEqual(['completed', ['not committed, for it changed after the last commit: built.txt']]);
	// What the first commit left went into the second.
	expect(await run.repo.git('show', 'HEAD:built.txt')).toBe('0\nbefore\nafter');
});

test('commit: a hook refuses -> the agent gets its output, then commit_refused; the human commits -> no further turn', async () => {
	const run = await inlineRun([() => {
		run.write('a.txt', `${run.requests.length}\n`);
		run.setDone(1);
		return 'done';
	}]);
	hook(run, 'echo the linter says no >&2; exit 1');
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect(run.story().filter(line => /^(?:turn \d+:|commit|paused)/u.test(line))).toEqual([
		'turn 1: work on 001 by codex, conversation new',
		'commit of ticket refused: The commit was refused (exit code 1): the linter says no',
		'turn 2: commit on 001 by codex, conversation conv-1',
		'commit of ticket refused: The commit was refused (exit code 1): the linter says no',
		'turn 3: commit on 001 by codex, conversation conv-1',
		'commit of ticket refused: The commit was refused (exit code 1): the linter says no',
		'paused commit_refused',
	]);
	expect(blockIn(run, 2, 'commit_required')).toContain('the linter says no');
	await run.repo.git('add', '--all');
	await run.repo.git('commit', '--quiet', '--no-verify', '--message', 'By hand');
	await run.run();
	expect([run.requests.length, run.story().at(-1)]).toEqual([3, 'completed']);
});

test('checkpoint: refused -> told in the next prompt, gone when a commit goes well', async () => {
	const run = await inlineRun([
		() => {
			run.write('a.txt', 'bad\n');
			return 'began';
		},
		() => {
			run.write('a.txt', 'good\n');
			return 'better';
		},
		() => {
			run.setDone(1);
			return 'done';
		},
	]);
	hook(run, '! grep -q bad a.txt');
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect([1, 2, 3].map(turn => blockIn(run, turn, 'checkpoint_error') !== undefined)).toEqual([false, true, false]);
	expect(run.story().filter(line => line.startsWith('commit'))).toEqual(['commit of checkpoint refused: The commit was refused (exit code 1): a hook failed and printed nothing', 'committed checkpoint']);
});

test('commit: in the middle of a merge of the human -> nothing is committed, no agent hears of it, the run rests; finished, it goes on', async () => {
	const run = await inlineRun([() => 'looked', () => {
		run.setDone(1);
		return 'done';
	}]);
	run.write('a.txt', 'a\n');
	await run.repo.git('add', '--all');
	await run.repo.git('commit', '--quiet', '--message', 'a');
	await run.repo.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
	run.write('b.txt', 'b\n');
	await run.repo.git('add', '--all');
	await run.repo.git('commit', '--quiet', '--message', 'b');
	await run.repo.git('merge', '--quiet', '--no-commit', '--no-ff', 'main');
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect(run.story().filter(line => /^(?:commit|paused)/u.test(line))).toEqual([
		'commit of checkpoint refused: Not committed: a merge is in progress. Finish or abort it first.',
		'commit of ticket refused: Not committed: a merge is in progress. Finish or abort it first.',
		'paused commit_refused',
	]);
	expect(fs.existsSync(path.join(run.repo.path, '.git/MERGE_HEAD'))).toBe(true);
	expect(run.requests.map(({prompt}) => /merge|checkpoint_error|commit_required/u.test(prompt.slice(prompt.indexOf('</car_rules'))))).toEqual([false, false]);
	const {run: state} = await run.client.snapshot();
	expect(state?.next).toBe('finish or abort what git is in the middle of (git status names it), then car run');
	await run.repo.git('commit', '--quiet', '--message', 'merged');
	await run.run();
	expect([run.requests.length, run.story().at(-1)]).toEqual([2, 'completed']);
});

test('commit: the index stays locked -> waited for, then the run rests and no agent is asked to remove the lock; without it car run commits', async () => {
	const run = await inlineRun([() => {
		run.write('a.txt', 'a\n');
		run.write('.git/index.lock', '');
		run.setDone(1);
		return 'done';
	}]);
	await run.repo.ticket(1, {agent: 'codex', done: false, title: 'First'});
	await run.run();
	const {run: state, inbox} = await run.client.snapshot();
	expect([run.requests.length, state?.reasonCode, state?.reasonDetails[0], inbox.map(({id, title}) => [id, title])]).toEqual([
		1, 'commit_refused', expect.stringMatching(/index\.lock exists/u), [['commit-1', 'TICKET-001: git is locked']],
	]);
	fs.rmSync(path.join(run.repo.path, '.git/index.lock'));
	await run.run();
	expect([run.requests.length, run.story().at(-1), await run.repo.subjects()]).toEqual([1, 'completed', ['Begin', 'TICKET-001: First']]);
});

test('verify: a human marks a later ticket done while the agent works -> its checks run, their failure goes to its agent', async () => {
	const run = await inlineRun([
		() => {
			run.setDone(1);
			run.setDone(2);
			return 'the first one is done';
		},
		() => {
			run.write('result.txt', 'right\n');
			return 'mended';
		},
	]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.repo.ticket(2, {agent: 'codex', done: false, verify: ['grep -q right result.txt']});
	await run.repo.ticket(3, {agent: 'codex', done: true, verify: ['false']});
	run.trust('grep -q right result.txt', 'false');
	await run.run();
	expect(run.story().filter(line => !/^ |^summary/u.test(line))).toEqual([
		'run started',
		'select 001 for codex',
		'turn 1: work on 001 by codex, conversation new',
		'turn 1 completed',
		'select 002 for codex',
		'verified 2',
		'turn 2: verify on 002 by codex, conversation new',
		'turn 2 completed, 1 file +1 -0',
		'verified 0',
		'committed ticket',
		'completed',
	]);
	expect(await proofs(run)).toEqual(['unchecked', 'proven', 'unchecked']);
});

test('verify: an agent marks another ticket done and writes its checks -> they wait for a yes', async () => {
	const run = await inlineRun([() => {
		run.setDone(1);
		run.write('.codex-autorunner/tickets/TICKET-002.md', '---\nagent: codex\ndone: true\nverify: [touch ran]\n---\n');
		return 'both done';
	}]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	run.trust();
	await run.run();
	expect([run.story().slice(-2), fs.existsSync(path.join(run.repo.path, 'ran'))]).toEqual([['opened approval approval-verify-2', 'paused approval'], false]);
	run.trust('touch ran');
	await run.run();
	expect([run.story().at(-1), await proofs(run)]).toEqual(['completed', ['unchecked', 'proven']]);
});

test('tracked tickets: the agent works on one that git tracks -> its text is committed with the work, the run is not, and a dirty one keeps a run from starting', async () => {
	const run: InlineRun = await inlineRun([() => {
		run.write('work.txt', 'x');
		run.setDone(1);
		return 'done';
	}]);
	const ticket = await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.repo.git('add', '-f', ticket);
	expect(await run.run({dirty: false})).toMatchObject({type: 'refused', exitCode: 2, details: [`A. ${ticket}`]});
	await run.repo.git('commit', '-qm', 'Track it');
	await run.run({dirty: false});
	expect(run.story().at(-1)).toBe('completed');
	expect(await run.repo.git('show', '--name-only', '--format=%s', 'HEAD')).toBe(`TICKET-001: TICKET-001\n\n${ticket}\nwork.txt`);
	expect(await run.repo.git('status', '--porcelain')).toBe('');
});

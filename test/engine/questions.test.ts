import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {postCommand} from '../../source/store/message/mailbox-files.js';
import {inlineRun, type InlineRun} from '../support/inline-run.js';
import {blocksOf} from '../support/scenario/scenario-trace.js';
import {tempFolder} from '../support/temp-folder.js';

const ask = (run: InlineRun, title = 'A or B?') => (): string => {
	run.dispatch(`---\nmode: pause\ntitle: ${title}\n---\n\nPlease.\n`);
	return 'asked';
};

const finish = (run: InlineRun, number: number) => (): string => {
	run.setDone(number);
	return 'done';
};

const repliesIn = (run: InlineRun, turn: number): string | undefined => blocksOf(run.requests[turn - 1]!.prompt).find(block => block.name === 'replies')?.text;

const rests = (run: InlineRun): readonly string[] => run.story().filter(line => /^(?:paused|completed|stopped|failed)/u.test(line));

test('question: asked, answered with a file -> delivered once, with the file, then the run is over', async () => {
	const folder = await tempFolder();
	fs.writeFileSync(path.join(folder, 'plan.md'), 'the plan\n');
	const run: InlineRun = await inlineRun([() => ask(run)(), () => 'went on', () => finish(run, 1)()]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	const {inbox} = await run.client.snapshot();
	expect(inbox.map(({id, kind, title, body}) => ({
		id, kind, title, body,
	}))).toEqual([{
		id: '1', kind: 'question', title: 'A or B?', body: 'Please.',
	}]);
	await run.client.send({
		type: 'reply', to: '1', text: 'B', attachments: ['plan.md'],
	}, {attachments: [path.join(folder, 'plan.md')]});
	await run.client.whenIdle();
	expect(run.story().slice(7)).toEqual([
		'summary 2',
		'paused question (TICKET-001)',
		'reply 1 received, to 1',
		'closed question 1',
		'running (went on)',
		'turn 2: work on 001 by codex, conversation conv-1',
		'  car_rules, replies 1, ticket',
		'reply 1 delivered in turn 2',
		'turn 2 completed, nothing changed',
		'summary 3',
		'turn 3: work on 001 by codex, conversation conv-1',
		'  car_rules, no_progress, ticket',
		'turn 3 completed',
		'summary 4',
		'completed',
	]);
	expect(repliesIn(run, 2)).toMatch(/^\[USER_REPLY 0001\]\n\nB\n\nAttachments:\n- \.codex-autorunner\/runs\/[\w-]+\/reply_history\/0001\/plan\.md$/u);
	expect(fs.readFileSync(path.join(run.layout().archivedReply(1), 'plan.md'), 'utf8')).toBe('the plan\n');
	const {receipts} = await run.client.snapshot();
	expect(receipts.map(({reply, state, turn}) => ({reply, state, turn}))).toEqual([{reply: 1, state: 'answered', turn: 2}]);
});

test('question: open -> car run prints it and does nothing; --no-answer goes on and closes it', async () => {
	const run: InlineRun = await inlineRun([() => ask(run)(), () => finish(run, 1)()]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect(await run.run()).toMatchObject({type: 'refused', exitCode: 3, message: 'A or B?'});
	expect(run.requests.length).toBe(1);
	await run.run({noAnswer: true});
	const {inbox} = await run.client.snapshot();
	expect([rests(run), inbox]).toEqual([['paused question (TICKET-001)', 'completed'], []]);
});

test('reply: to a question that was answered already -> refused, and its text is kept', async () => {
	const run: InlineRun = await inlineRun([() => ask(run)(), () => ask(run, 'And C?')(), () => finish(run, 1)()]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	await run.client.send({
		type: 'reply', to: '1', text: 'B', attachments: [],
	}, {start: false});
	await run.client.send({
		type: 'reply', to: '1', text: 'No, A!', attachments: [],
	}, {start: false});
	await run.run();
	expect(run.story().filter(line => /reply|refused/u.test(line))).toEqual([
		'reply 1 received, to 1', 'command refused: 1 is not open (answered already, or never asked)', 'reply 1 delivered in turn 2',
	]);
	const refused = path.join(run.layout().folder, 'refused');
	expect(fs.readdirSync(refused).map(name => fs.readFileSync(path.join(refused, name), 'utf8'))).toEqual([expect.stringContaining('No, A!')]);
	await expect(run.client.send({
		type: 'reply', to: '1', text: 'again', attachments: [],
	})).rejects.toThrow('1 is not open');
});

test('reply: written by hand while the run rests -> car run takes it with the loose files and goes on', async () => {
	const run: InlineRun = await inlineRun([() => ask(run)(), () => finish(run, 1)()]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	fs.mkdirSync(run.layout().replyFolder, {recursive: true});
	fs.writeFileSync(path.join(run.layout().replyFolder, 'shot.txt'), 's');
	fs.writeFileSync(run.layout().replyFile, '---\ntitle: Mine\n---\nB, by hand\n');
	await run.run();
	expect(rests(run)).toEqual(['paused question (TICKET-001)', 'completed']);
	expect(repliesIn(run, 2)).toMatch(/^\[USER_REPLY 0001\]\nTitle: Mine\n\nB, by hand\n\nAttachments:\n- .*\/0001\/shot\.txt$/u);
	expect(fs.existsSync(run.layout().replyFile)).toBe(false);
});

test('reply: written by hand while a turn runs -> taken when nobody has touched it for a second', async () => {
	const run: InlineRun = await inlineRun([
		async () => {
			fs.writeFileSync(run.layout().replyFile, 'half');
			const begin = Date.now();
			while (fs.existsSync(run.layout().replyFile)) {
				await new Promise(resolve => {
					setTimeout(resolve, 20);
				});
			}

			return Date.now() - begin >= 900 ? 'not too early' : 'too early';
		},
		() => finish(run, 1)(),
	]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect(run.story().filter(line => line.includes('reply'))).toEqual([
		'reply 1 received, to no question', 'reply 1 delivered in turn 2',
	]);
	expect(fs.readFileSync(path.join(run.layout().archivedDispatch(1), 'DISPATCH.md'), 'utf8')).toContain('not too early');
});

test('reply: to no question, in the last turn of the run -> one more turn reads it', async () => {
	const run: InlineRun = await inlineRun([
		async () => {
			await run.client.send({type: 'reply', text: 'And in blue.', attachments: []});
			return finish(run, 1)();
		},
		() => 'now in blue',
	]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect([run.requests.length, repliesIn(run, 2), rests(run)]).toEqual([2, '[USER_REPLY 0001]\n\nAnd in blue.', ['completed']]);
	const {receipts} = await run.client.snapshot();
	expect(receipts.map(({reply, state, turn}) => ({reply, state, turn}))).toEqual([{reply: 1, state: 'answered', turn: 2}]);
});

test('reply: written by hand at the end of the last turn -> the run waits for the writer and one more turn reads it', async () => {
	const run: InlineRun = await inlineRun([
		() => {
			fs.writeFileSync(run.layout().replyFile, 'And in blue.\n');
			return finish(run, 1)();
		},
		() => 'now in blue',
	]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect([run.requests.length, repliesIn(run, 2), rests(run)]).toEqual([2, '[USER_REPLY 0001]\n\nAnd in blue.', ['completed']]);
});

test.each<[name: string, write: (run: InlineRun) => void]>([
	['by command', run => {
		postCommand(run.layout(), {
			id: 'late', at: '2026-01-01T00:00:00.000Z', type: 'reply', text: 'And in blue.', attachments: [],
		}, []);
	}],
	['by hand', run => {
		fs.writeFileSync(run.layout().replyFile, 'And in blue.\n');
	}],
])('reply: %s, while the worker of a completed run leaves -> one more turn reads it', async (_name, write) => {
	const run: InlineRun = await inlineRun([() => finish(run, 1)(), () => 'now in blue']);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	run.whenLeaving(() => {
		run.whenLeaving(() => undefined);
		write(run);
	});
	await run.run();
	expect([run.requests.length, repliesIn(run, 2), rests(run)]).toEqual([2, '[USER_REPLY 0001]\n\nAnd in blue.', ['completed', 'completed']]);
});

test('reply: written by hand while the worker is told to stop -> it stops, and the next start reads it', async () => {
	const run: InlineRun = await inlineRun([
		async () => {
			await run.client.send({type: 'stop'});
			fs.writeFileSync(run.layout().replyFile, 'And in blue.\n');
			return 'half';
		},
		() => finish(run, 1)(),
	]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect([run.requests.length, rests(run)]).toEqual([1, ['stopped']]);
	await run.run();
	expect([repliesIn(run, 2), rests(run)]).toEqual(['[USER_REPLY 0001]\n\nAnd in blue.', ['stopped', 'completed']]);
});

test('reply: in a turn that failed -> is in the next prompt again, once', async () => {
	const run: InlineRun = await inlineRun([() => ask(run)(), () => ({type: 'failed', message: 'broke down', retry: 'never'}), () => finish(run, 1)()]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	await run.client.send({type: 'reply', text: 'B', attachments: []});
	await run.client.whenIdle();
	expect(rests(run)).toEqual(['paused question (TICKET-001)', 'paused agent_error']);
	await run.run();
	expect([repliesIn(run, 2), repliesIn(run, 3)]).toEqual(['[USER_REPLY 0001]\n\nB', '[USER_REPLY 0001]\n\nB']);
	expect(rests(run).at(-1)).toBe('completed');
});

test('on_question next: the asking ticket waits, what comes after it too, the others run; the answer puts it first', async () => {
	const run: InlineRun = await inlineRun([
		() => {
			run.write('half.txt', 'half\n');
			return ask(run)();
		},
		() => finish(run, 3)(),
		() => finish(run, 1)(),
		() => finish(run, 2)(),
	], {on_question: 'next'});
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.repo.ticket(2, {agent: 'codex', done: false, after: [1]});
	await run.repo.ticket(3, {agent: 'codex', done: false});
	await run.run();
	expect(run.story().filter(line => /^(?:select|committed|paused|opened)/u.test(line))).toEqual([
		'select 001 for codex', 'opened question 1', 'committed checkpoint', 'select 003 for codex', 'paused question (TICKET-001)',
	]);
	const {tickets} = await run.client.snapshot();
	expect(tickets.map(ticket => ticket.state)).toEqual(['waiting', 'open', 'done']);
	await run.client.send({type: 'reply', text: 'B', attachments: []});
	await run.client.whenIdle();
	expect(run.story().filter(line => /^(?:select|completed)/u.test(line)).slice(2)).toEqual(['select 001 for codex', 'select 002 for codex', 'completed']);
	expect(repliesIn(run, 3)).toBe('[USER_REPLY 0001]\n\nB');
});

test('on_question next: an answer that comes while another ticket runs -> the asking ticket is next, before later ones', async () => {
	const run: InlineRun = await inlineRun([
		() => ask(run)(),
		async () => {
			await run.client.send({type: 'reply', text: 'B', attachments: []});
			return finish(run, 2)();
		},
		() => finish(run, 1)(),
		() => finish(run, 3)(),
	], {on_question: 'next'});
	for (const number of [1, 2, 3]) {
		await run.repo.ticket(number, {agent: 'codex', done: false});
	}

	await run.run();
	expect(run.story().filter(line => /^(?:select|paused|completed)/u.test(line))).toEqual([
		'select 001 for codex', 'select 002 for codex', 'select 001 for codex', 'select 003 for codex', 'completed',
	]);
	expect(repliesIn(run, 3)).toBe('[USER_REPLY 0001]\n\nB');
});

test('on_question next: two questions -> the run rests when nothing else can run; one answer lets its ticket go on', async () => {
	const run: InlineRun = await inlineRun([() => ask(run, 'One?')(), () => ask(run, 'Two?')(), () => finish(run, 2)(), () => finish(run, 1)()], {on_question: 'next'});
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.repo.ticket(2, {agent: 'codex', done: false});
	await run.run();
	await run.client.send({
		type: 'reply', to: '3', text: 'to two', attachments: [],
	});
	await run.client.whenIdle();
	expect([repliesIn(run, 3), rests(run)]).toEqual(['[USER_REPLY 0001]\n\nto two', ['paused question (TICKET-001)', 'paused question (TICKET-001)']]);
	await run.client.send({type: 'reply', text: 'to one', attachments: []});
	await run.client.whenIdle();
	expect([repliesIn(run, 4), rests(run).at(-1)]).toEqual(['[USER_REPLY 0002]\n\nto one', 'completed']);
});

const remove = (run: InlineRun, number: number): void => {
	fs.rmSync(path.join(run.repo.path, `.codex-autorunner/tickets/TICKET-00${number}.md`));
};

test.each<[name: string, leave: (run: InlineRun) => Promise<void> | void]>([
	['deleted its ticket', run => {
		remove(run, 1);
	}],
	['gave its ticket another name and title', async run => {
		remove(run, 1);
		await run.repo.ticket(3, {agent: 'codex', done: false, title: 'Something else'});
	}],
	['split its ticket', async run => {
		remove(run, 1);
		await run.repo.ticket(3, {agent: 'codex', done: false, title: 'One half'});
		await run.repo.ticket(4, {agent: 'codex', done: false, title: 'Other half'});
	}],
])('question: in a turn that %s -> the run rests on it, the next turn reads the answer', async (_name, leave) => {
	const run: InlineRun = await inlineRun([
		async () => {
			await leave(run);
			return ask(run)();
		},
		() => finish(run, 2)(),
		() => finish(run, 3)(),
		() => finish(run, 4)(),
	]);
	await run.repo.ticket(1, {agent: 'codex', done: false, title: 'First'});
	await run.repo.ticket(2, {agent: 'codex', done: false, title: 'Second'});
	await run.run();
	expect([run.requests.length, rests(run)]).toEqual([1, ['paused question (TICKET-001)']]);
	await run.client.send({
		type: 'reply', to: '1', text: 'B', attachments: [],
	});
	await run.client.whenIdle();
	expect([repliesIn(run, 2), rests(run).at(-1)]).toEqual(['[USER_REPLY 0001]\n\nB', 'completed']);
});

test('question: in the last turn, which deletes its ticket, under `next` -> the run is not over before the answer was read', async () => {
	const run: InlineRun = await inlineRun([
		() => {
			remove(run, 1);
			return ask(run)();
		},
		() => finish(run, 2)(),
		() => 'read',
	], {on_question: 'next'});
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.repo.ticket(2, {agent: 'codex', done: false});
	await run.run();
	expect([run.requests.length, rests(run)]).toEqual([2, ['paused question (TICKET-001)']]);
	await run.client.send({type: 'reply', text: 'B', attachments: []});
	await run.client.whenIdle();
	expect([run.requests.length, repliesIn(run, 3), rests(run).at(-1)]).toEqual([3, '[USER_REPLY 0001]\n\nB', 'completed']);
});

test('user ticket: under `wait` it rests the run, is in the inbox, and done by the human it lets the run go on', async () => {
	const run: InlineRun = await inlineRun([() => finish(run, 2)()]);
	await run.repo.ticket(1, {agent: 'user', done: false, title: 'Buy a domain'});
	await run.repo.ticket(2, {agent: 'codex', done: false});
	await run.run();
	const {inbox} = await run.client.snapshot();
	expect(inbox.map(({id, kind, title}) => ({id, kind, title}))).toEqual([{id: 'user-1', kind: 'user_ticket', title: 'Buy a domain'}]);
	await run.run();
	expect([run.requests.length, rests(run)]).toEqual([0, ['paused user_ticket (TICKET-001)', 'paused user_ticket (TICKET-001)']]);
	await run.client.setDone('.codex-autorunner/tickets/TICKET-001.md', true);
	await run.run();
	const {inbox: empty} = await run.client.snapshot();
	expect([rests(run).at(-1), empty]).toEqual(['completed', []]);
});

test('user ticket: under `next` it goes into the inbox and the others run', async () => {
	const run: InlineRun = await inlineRun([() => finish(run, 2)(), () => finish(run, 3)()], {on_question: 'next'});
	await run.repo.ticket(1, {agent: 'user', done: false});
	await run.repo.ticket(2, {agent: 'codex', done: false});
	await run.repo.ticket(3, {agent: 'codex', done: false, after: [1]});
	await run.run();
	expect(run.story().filter(line => /^(?:select|opened|paused)/u.test(line))).toEqual(['opened user_ticket user-1', 'select 002 for codex', 'paused user_ticket (TICKET-001)']);
	run.setDone(1);
	await run.run();
	expect(rests(run)).toEqual(['paused user_ticket (TICKET-001)', 'completed']);
});

test('renamed while it waits: another ticket is first in order -> the answer still goes to the one that asked', async () => {
	const run: InlineRun = await inlineRun([() => ask(run)(), () => finish(run, 6)(), () => finish(run, 1)()]);
	await run.repo.ticket(5, {agent: 'codex', done: false, title: 'Choose a store'});
	await run.run();
	const tickets = path.join(run.repo.path, '.codex-autorunner/tickets');
	fs.renameSync(path.join(tickets, 'TICKET-005.md'), path.join(tickets, 'TICKET-006.md'));
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.client.send({type: 'reply', text: 'B', attachments: []});
	await run.client.whenIdle();
	expect(run.story().filter(line => /^(?:select|paused|completed|TICKET)/u.test(line))).toEqual([
		'select 005 for codex', 'paused question (TICKET-005)', 'TICKET-005.md is now TICKET-006.md', 'select 006 for codex', 'select 001 for codex', 'completed',
	]);
	expect([repliesIn(run, 2), repliesIn(run, 3), run.requests[1]!.conversationId]).toEqual(['[USER_REPLY 0001]\n\nB', undefined, 'conv-1']);
});

test('question: with keys of its own, choices and a secret -> the archive is the file byte for byte; the inbox has the choices; log and inbox no secret', async () => {
	const secret = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz';
	const text = `\uFEFF---\r\nmode: Pause\r\nmood: unsure\r\nchoices:\r\n  - Postgres\r\n  - {key: s, text: SQLite}\r\n---\r\nIs ${secret} the key?\r\n`;
	const run: InlineRun = await inlineRun([() => {
		run.dispatch(text);
		return 'asked';
	}]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	expect(fs.readFileSync(path.join(run.layout().archivedDispatch(1), 'DISPATCH.md'), 'utf8')).toBe(text);
	const {inbox} = await run.client.snapshot();
	expect(inbox).toMatchObject([{
		kind: 'question', title: 'Is ghp_[REDACTED] the key?', body: 'Is ghp_[REDACTED] the key?', choices: ['Postgres', {key: 's', text: 'SQLite'}],
	}]);
	expect(fs.readFileSync(run.layout().events, 'utf8')).not.toContain(secret);
});

test('turn summary: folders are gone -> made again from the log when a worker starts and when the next message is archived, under their numbers', async () => {
	const texts = (): readonly string[] => fs.readdirSync(run.layout().dispatchHistory).map(name => fs.readFileSync(path.join(run.layout().dispatchHistory, name, 'DISPATCH.md'), 'utf8'));
	let atStart: readonly string[] = [];
	const run: InlineRun = await inlineRun([() => 'first', () => ask(run)(), () => {
		atStart = texts();
		fs.rmSync(run.layout().archivedDispatch(3), {recursive: true});
		return finish(run, 1)();
	}]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.run();
	const [first, question, third] = texts();
	fs.rmSync(run.layout().dispatchHistory, {recursive: true});
	await run.run({noAnswer: true});
	// What the agent wrote itself stands nowhere else.
	expect([first, question, third]).toEqual([expect.stringContaining('first'), expect.stringContaining('A or B?'), expect.stringContaining('asked')]);
	expect(atStart).toEqual([first, third]);
	expect(fs.readdirSync(run.layout().dispatchHistory)).toEqual(['0001', '0003', '0004']);
	expect(texts().slice(0, 2)).toEqual([first, third]);
});

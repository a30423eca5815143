import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {hasNews, reportLines} from '../../../source/domain/report/report-forms.js';
import {inlineRun, type InlineRun} from '../../support/inline-run.js';
import {ticketPath} from '../../support/flow-log.js';

const wordsOf = (lines: ReturnType<typeof reportLines>): readonly string[] => lines.map(line => line.spans.map(span => span.text).join(''));

/** A night: the agent tells something, asks something with a file, is answered and finishes. */
const night = async (): Promise<InlineRun> => {
	const run: InlineRun = await inlineRun([
		() => {
			run.write('src/a.ts', 'export const a = 1;\n');
			run.dispatch('---\nmode: notify\ntitle: Half way\n---\n\nThe parser stands.\n');
			return 'The parser stands.\nMore below.';
		},
		() => {
			fs.mkdirSync(run.layout().dispatchFolder, {recursive: true});
			fs.writeFileSync(path.join(run.layout().dispatchFolder, 'numbers.csv'), 'a,1\n');
			run.dispatch('---\nmode: pause\ntitle: A or B?\n---\n\nPlease choose.\n');
			return 'asked';
		},
		() => {
			run.write('src/b.ts', 'export const b = 2;\n');
			run.setDone(1);
			return 'done';
		},
	], {verify: ['true']});
	run.trust('true');
	await run.repo.ticket(1, {agent: 'codex', done: false, title: 'Parse it'});
	await run.repo.ticket(2, {agent: 'user', done: false, title: 'Ask Dana'});
	await run.run();
	await run.client.send({
		type: 'reply', to: '3', text: 'B, of course', attachments: [],
	});
	await run.client.whenIdle();
	return run;
};

test('history: of a ticket -> its turns, commits, proofs, and one conversation with receipts', async () => {
	const run = await night();
	const {turns, commits, proofs, messages} = await run.client.history.ticket(ticketPath(1));
	expect(turns.map(({turn, agent, outcome, lastWords}) => `${turn} ${agent} ${outcome ?? ''}: ${lastWords}`)).toEqual(['1 codex completed: The parser stands.', '2 codex completed: asked', '3 codex completed: done']);
	expect(commits.map(({kind, turn}) => `${kind} ${turn}`)).toEqual(['checkpoint 1', 'ticket 3']);
	expect(proofs.map(({isBaseline, results}) => `${isBaseline ? 'before' : 'after'} ${results.map(result => `${result.command} ${result.exit_code ?? ''}`).join(',')}`)).toEqual(['before true 0', 'after true 0']);
	expect(messages.map(({kind, number, title, turn, receipt}) => [kind, number, title, turn, receipt])).toEqual([
		['tells', 1, 'Half way', 1, null],
		['asks', 3, 'A or B?', 2, null],
		['reply', 1, 'your answer to 3', 3, 'answered'],
	]);
	const [tells, asks, reply] = await Promise.all(messages.map(async ({runId, kind, number}) => run.client.history.message(runId, kind, number)));
	expect(tells?.body).toBe('The parser stands.');
	expect(asks?.attachments.map(file => path.basename(file))).toEqual(['numbers.csv']);
	expect(await run.client.history.file(asks?.attachments[0] ?? '')).toBe('a,1\n');
	expect(reply?.body).toBe('B, of course');
	expect(await run.client.history.talk(ticketPath(1))).toEqual([tells, asks, reply]);
});

test('history: a ticket that was moved behind another when the run was over -> has its turns, messages and diff under its new name, and nobody else has them', async () => {
	const run = await night();
	const before = await run.client.history.ticket(ticketPath(1));
	expect(await run.client.moveTicket(2, 1)).toMatchObject({renames: [{to: ticketPath(3)}]});
	await run.repo.ticket(1, {agent: 'codex', done: false, title: 'Another one'});
	expect(await run.client.history.ticket(ticketPath(3))).toEqual(before);
	expect(await run.client.history.ticket(ticketPath(1))).toEqual({
		turns: [], commits: [], proofs: [], messages: [],
	});
	expect(await run.client.history.ticketDiff(ticketPath(3))).toContain('+export const b = 2;');
	await expect(run.client.history.ticketDiff(ticketPath(1))).rejects.toThrow('No run has begun this ticket');
});

test('history: a ticket that was given another title -> keeps its turns by its path', async () => {
	const run = await night();
	const before = await run.client.history.ticket(ticketPath(1));
	const file = path.join(run.repo.path, ticketPath(1));
	fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('Parse it', 'Parse all of it'));
	expect(await run.client.history.ticket(ticketPath(1))).toEqual(before);
});

test('history: diff of a ticket, of a commit -> what was kept before and after, with the files', async () => {
	const run = await night();
	const diff = await run.client.history.ticketDiff(ticketPath(1));
	expect(diff).toMatch(/^TICKET 1, from its beginning to its end: [\da-f]{9}\.\.[\da-f]{9}\n/u);
	expect(diff).toContain('+export const a = 1;');
	expect(diff).toContain('+export const b = 2;');
	const {commits} = await run.client.history.ticket(ticketPath(1));
	const last = await run.client.history.commitDiff(commits.at(-1)!.hash);
	expect(last).toContain('TICKET-001: Parse it');
	expect(last).not.toContain('src/a.ts');
	await expect(run.client.history.ticketDiff(ticketPath(2))).rejects.toThrow('No run has begun this ticket');
	await expect(run.client.history.file('../outside')).rejects.toThrow('does not lie in this repository');
});

test('history: runs, their turns, the documents -> as the logs and the folder have them', async () => {
	const run = await night();
	const [only] = await run.client.history.runs();
	expect(only).toMatchObject({number: 1, status: 'paused', turns: 3});
	const turns = await run.client.history.turns(only!.runId);
	expect(turns.map(({turn, ticket}) => [turn, ticket])).toEqual([[1, ticketPath(1)], [2, ticketPath(1)], [3, ticketPath(1)]]);
	run.write('.codex-autorunner/workspace/notes/plan.md', 'x\n');
	const documents = await run.client.history.documents();
	expect(documents.map(({name, bytes, isPinned}) => [name, bytes, isPinned])).toEqual([
		['active_context.md', null, true], ['decisions.md', null, true], ['spec.md', null, true], ['notes/plan.md', 2, false],
	]);
});

test('report: closed -> the next one begins there, and has no news until something happens', async () => {
	const run = await night();
	const first = await run.client.history.report();
	expect(first.since).toBeNull();
	expect(hasNews(first)).toBe(true);
	expect(wordsOf(reportLines(first))).toContain('Proven (1)');
	expect(reportLines(first).flatMap(({place}) => place === null ? [] : [place.type])).toEqual(['run', 'ticket', 'ticket', 'item', 'message']);
	await run.client.history.closeReport(first.until);
	const second = await run.client.history.report();
	expect(second.since).toBe(first.until);
	expect(hasNews(second)).toBe(false);
	await run.client.history.closeReport('2020-01-01T00:00:00.000Z');
	const third = await run.client.history.report();
	expect(third.since).toBe(first.until);
});

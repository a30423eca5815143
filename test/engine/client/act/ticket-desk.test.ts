import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {inlineRun} from '../../../support/inline-run.js';
import {ticketPath} from '../../../support/flow-log.js';

const names = (repo: string): readonly string[] => fs.readdirSync(path.join(repo, '.codex-autorunner/tickets')).toSorted();

test('delete: a ticket -> lies in the trash and comes back as it was, under the next number where its own was taken', async () => {
	const run = await inlineRun([() => 'said']);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.repo.ticket(2, {agent: 'codex', done: false}, 'Keep every byte.\n');
	const before = await run.repo.read(ticketPath(2));
	const trashed = await run.client.deleteTicket(ticketPath(2));
	expect(names(run.repo.path)).toEqual(['TICKET-001.md']);
	expect(await run.client.restoreTicket(trashed)).toBe(ticketPath(2));
	expect(await run.repo.read(ticketPath(2))).toBe(before);
	const again = await run.client.deleteTicket(ticketPath(2));
	await run.repo.ticket(2, {agent: 'codex', done: false});
	expect(await run.client.restoreTicket(again)).toBe(ticketPath(3));
	expect(await run.repo.read(ticketPath(3))).toBe(before);
	await expect(run.client.restoreTicket(again)).rejects.toThrow('is not in the trash any more');
	await expect(run.client.deleteTicket('README.md')).rejects.toThrow('is not a ticket');
	await expect(run.client.deleteTicket(ticketPath(9))).rejects.toThrow('is not there any more');
});

test('delete, move: a ticket that asked -> refused, with what to do first', async () => {
	const run = await inlineRun([() => {
		run.dispatch('---\nmode: pause\ntitle: A or B?\n---\n');
		return 'asked';
	}]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.repo.ticket(2, {agent: 'codex', done: false});
	await run.run();
	await expect(run.client.deleteTicket(ticketPath(1))).rejects.toThrow('cannot be deleted while the run works on it');
	await expect(run.client.moveTicket(2, 1)).rejects.toThrow('would get another number while the run works on it');
});

test('move: before another -> the numbers change places', async () => {
	const run = await inlineRun([() => 'said']);
	await run.repo.ticket(1, {agent: 'codex', done: false, title: 'one'});
	await run.repo.ticket(2, {agent: 'codex', done: false, title: 'two'});
	await run.client.moveTicket(2, 1);
	const {tickets} = await run.client.snapshot();
	expect(tickets.map(({title}) => title)).toEqual(['two', 'one']);
});

test('agent: set with a model, then another without -> two lines change, and the model goes again', async () => {
	const run = await inlineRun([() => 'said']);
	run.write(ticketPath(1), '---\n# who\nagent: codex # mine\nmodel: >-\n  long\n  name\ndone: false\n---\nBody\n');
	await run.client.setAgent(ticketPath(1), 'claude', 'opus');
	expect(await run.repo.read(ticketPath(1))).toBe('---\n# who\nagent: claude # mine\nmodel: opus\ndone: false\n---\nBody\n');
	await run.client.setAgent(ticketPath(1), 'codex', null);
	expect(await run.repo.read(ticketPath(1))).toBe('---\n# who\nagent: codex # mine\ndone: false\n---\nBody\n');
});

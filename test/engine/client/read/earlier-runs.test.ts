import {expect, test} from 'vitest';
import {inlineRun, type InlineRun} from '../../../support/inline-run.js';
import {ticketPath} from '../../../support/flow-log.js';

test('a new run: what earlier runs proved stays proven, in mid-turn, at its end, in the report, and after tickets changed places', async () => {
	const seen: string[] = [];
	const shown = async (): Promise<readonly string[]> => {
		const {tickets} = await run.client.snapshot();
		return tickets.map(({title, proof, turns}) => `${title}: ${proof ?? 'no proof'}, ${turns}`);
	};

	const run: InlineRun = await inlineRun([
		() => {
			run.setDone(1);
			return 'done';
		},
		async () => {
			seen.push(...await shown());
			run.setDone(2);
			return 'done';
		},
	], {verify: ['true']});
	run.trust('true');
	await run.repo.ticket(1, {agent: 'codex', done: false, title: 'Parse it'});
	await run.run();
	await run.repo.ticket(2, {agent: 'codex', done: false, title: 'Print it'});
	await run.run();
	expect(seen).toEqual(['Parse it: proven, 1', 'Print it: no proof, 1']);
	expect(await shown()).toEqual(['Parse it: proven, 1', 'Print it: proven, 1']);
	const {tickets} = await run.client.history.report();
	expect(tickets.map(({group}) => group)).toEqual(['proven', 'proven']);
	await run.client.moveTicket(2, 1);
	expect(await shown()).toEqual(['Print it: proven, 1', 'Parse it: proven, 1']);
	await run.repo.ticket(4, {agent: 'codex', done: true, title: 'Done by hand'});
	expect(await shown()).toContain('Done by hand: unchecked, 0');
});

test('a new run: a ticket that is worked on again -> the newest run says whether it is proven, and costs add up', async () => {
	const run: InlineRun = await inlineRun([
		() => {
			run.setDone(1);
			return 'done';
		},
		() => {
			run.write('broken', 'x');
			run.setDone(1);
			return 'done';
		},
	], {verify: ['test ! -e broken'], max_verify_retries: 0});
	run.trust('test ! -e broken');
	await run.repo.ticket(1, {agent: 'codex', done: false, title: 'Parse it'});
	await run.run();
	run.setDone(1, false);
	await run.run();
	const {tickets} = await run.client.snapshot();
	expect(tickets.map(({path, proof, turns}) => [path, proof, turns])).toEqual([[ticketPath(1), 'failed', 2]]);
});

import {expect, test} from 'vitest';
import {inlineRun, type InlineRun} from '../../support/inline-run.js';
import {statusRow} from '../../../source/tui/select/status-row.js';
import {start} from '../../support/screen/play.js';

const statusOf = async (run: InlineRun): Promise<string> => statusRow(start(await run.client.snapshot(), 80, 24)).map(span => span.text).join('');

test('a run at rest for a broken ticket: the status names that one; mended, list and inbox say so, and car run goes on with it', async () => {
	const run: InlineRun = await inlineRun([() => {
		run.setDone(1);
		return 'done';
	}, () => {
		run.setDone(2);
		return 'done';
	}]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	const file = '.codex-autorunner/tickets/TICKET-002.md';
	run.write(file, '---\nagent: codex\ndone: "no\n---\nDo it.\n');
	await run.run();
	const {tickets} = await run.client.snapshot();
	expect(tickets.map(({state: each}) => each)).toEqual(['open', 'broken']);
	expect(await statusOf(run)).toContain('TICKET-002');
	await run.repo.ticket(2, {agent: 'codex', done: false});
	const mended = await run.client.snapshot();
	expect([mended.tickets.map(({state}) => state), mended.inbox.map(({title}) => title)]).toEqual([['open', 'open'], ['TICKET-002 is mended']]);
	await run.run();
	const {run: state, inbox} = await run.client.snapshot();
	expect([state!.status, run.requests.length, inbox]).toEqual(['completed', 2, []]);
});

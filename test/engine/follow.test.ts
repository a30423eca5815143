import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {layoutOf} from '../../source/store/folder/layout.js';
import {
	eventsOf, rested, runStarted, selected,
} from '../support/flow-log.js';
import {inlineRun} from '../support/inline-run.js';

const runId = '20260101-000000-aaaa';

test('follow: the log is taken away and brought back -> no run, then the run again; no event comes twice', async () => {
	const run = await inlineRun([]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	const {events, folder} = layoutOf(run.repo.path).run(runId);
	fs.mkdirSync(folder, {recursive: true});
	fs.writeFileSync(events, eventsOf([runStarted, selected(1), rested('paused_by_you')]).map(event => `${JSON.stringify(event)}\n`).join(''));
	const away = path.join(run.repo.path, '.git/away.jsonl');
	const leave = new AbortController();
	const seen: string[] = [];
	for await (const event of run.client.follow(0, leave.signal)) {
		seen.push(event.type === 'snapshot' ? `run: ${event.snapshot.run?.status ?? 'none'}` : (event.type === 'flow_event' ? event.event.type : ''));
		switch (seen.length) {
			case 4: {
				fs.renameSync(events, away);

				break;
			}

			case 5: {
				const {run: now} = await run.client.snapshot();
				expect(now).toBe(null);
				fs.renameSync(away, events);

				break;
			}

			case 6: {
				leave.abort();

				break;
			}
		// No default
		}
	}

	expect(seen).toEqual(['run: paused', 'run_started', 'ticket_selected', 'run_state_changed', 'run: none', 'run: paused']);
});

test('follow: a ticket is replaced, one comes, one goes -> each is seen', async () => {
	const run = await inlineRun([]);
	const {tickets} = layoutOf(run.repo.path);
	const write = (name: string, title: string): void => {
		fs.writeFileSync(path.join(tickets, `.${name}.tmp`), `---\nagent: codex\ndone: false\ntitle: ${title}\n---\nDo it.\n`);
		fs.renameSync(path.join(tickets, `.${name}.tmp`), path.join(tickets, name));
	};

	fs.mkdirSync(tickets, {recursive: true});
	write('TICKET-001.md', 'one');
	write('TICKET-002.md', 'two');
	const acts = [
		() => {
			write('TICKET-002.md', 'two anew');
		},
		() => {
			write('TICKET-003-ü.md', 'three');
		},
		() => {
			write('TICKET-003-ü.md', 'three anew');
		},
		() => {
			fs.rmSync(path.join(tickets, 'TICKET-001.md'));
		},
	];
	const leave = new AbortController();
	const seen: string[] = [];
	for await (const event of run.client.follow(0, leave.signal)) {
		const titles = event.type === 'snapshot' ? event.snapshot.tickets.map(({title}) => title).join(', ') : '';
		if (titles === '' || titles === seen.at(-1)) {
			continue;
		}

		seen.push(titles);
		const act = acts.shift();
		if (act === undefined) {
			leave.abort();
		}

		act?.();
	}

	expect(seen).toEqual(['one, two', 'one, two anew', 'one, two anew, three', 'one, two anew, three anew', 'two anew, three anew']);
});

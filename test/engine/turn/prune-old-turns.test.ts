import fs from 'node:fs';
import {expect, test} from 'vitest';
import {stringify} from 'yaml';
import {inlineRun} from '../../support/inline-run.js';

test('retention: a run of 21 turns that may keep no bytes, then a second start -> the ten newest transcripts are left, every event and message is', async () => {
	const run = await inlineRun([({turn}) => {
		run.write('work.txt', String(turn));
		if (turn === 21) {
			run.setDone(1);
		}

		return `said in turn ${turn}`;
	}]);
	run.write('.codex-autorunner/config.yml', stringify({ticket_flow: {max_ticket_turns: 20}, retention: {max_bytes: 0}}));
	await run.repo.ticket(1, {agent: 'codex', done: false});
	const kept = () => fs.readdirSync(run.layout().turns).filter(name => name.endsWith('.jsonl')).map(name => Number.parseInt(name, 10));
	await run.run();
	expect([run.story().at(-1), kept()]).toEqual(['paused max_turns', [11, 12, 13, 14, 15, 16, 17, 18, 19, 20]]);
	await run.run();
	expect([run.story().at(-1), kept()]).toEqual(['completed', [11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]]);
	expect(fs.readdirSync(run.layout().dispatchHistory)).toHaveLength(21);
});

import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {slowAgent, workplace} from './car.js';

const appServer = path.join(import.meta.dirname, '../fixtures/codex/app-server.mjs');

test('car reply --now: the agent takes its time to say that it hears -> delivered in the running turn, and said so', async () => {
	const place = await workplace({config: `agents:\n  codex:\n    type: codex\n    command: [${process.execPath}, ${appServer}, slow to be steered]\n`});
	await place.ticket(1, {agent: 'codex', done: false});
	const run = place.start('run', '--max-turns', '1');
	await run.seen('Busy');
	expect(await place.car('reply', '--now', 'Use the other table.')).toMatchObject({code: 0, stdout: expect.stringContaining('Reply 1 is delivered in turn 1.\n') as string});
	expect(await run.exited).toMatchObject({stdout: expect.stringContaining('I hear: [USER_REPLY 0001]') as string});
});

test('car reply --now: an agent that cannot hear in the middle of a turn -> queued for the next', async () => {
	const place = await workplace({agent: slowAgent});
	await place.ticket(1, {agent: 'script', done: false});
	const run = place.start('run');
	await run.seen('Working slowly');
	expect(await place.car('reply', '--now', 'Use the other table.')).toMatchObject({code: 0, stdout: expect.stringContaining('Reply 1 is queued for the next turn.\n') as string});
	await place.car('stop');
	await run.exited;
});

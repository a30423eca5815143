import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {workplace} from './car.js';

test('car tickets new: eight processes at the same moment, each with a title of its own -> eight numbers', async () => {
	const place = await workplace();
	const answers = await Promise.all(Array.from({length: 8}, async (_, index) => place.start('tickets', 'new', `Title ${index}`).exited));
	expect(answers.map(({code}) => code)).toEqual(Array.from({length: 8}, () => 0));
	const names = fs.readdirSync(path.join(place.path, '.codex-autorunner/tickets')).toSorted();
	// One that lost the race for a number may leave it out.
	expect([names.length, new Set(names.map(name => name.slice(0, 10))).size, names[0]?.slice(0, 10)]).toEqual([8, 8, 'TICKET-001']);
	expect(await place.car('tickets', 'lint')).toMatchObject({code: 0});
});

test('car tickets new: a process was killed while it held a number -> that number is left out', async () => {
	const place = await workplace();
	await place.write('.codex-autorunner/tickets/.TICKET-001.md.taken', '');
	expect(await place.car('tickets', 'new', 'First')).toMatchObject({code: 0});
	expect(await place.car('tickets', 'list', '--json')).toMatchObject({stdout: expect.stringContaining('TICKET-002-first.md') as string});
});

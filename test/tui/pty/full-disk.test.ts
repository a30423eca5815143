import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {
	afterEach, describe, expect, test,
} from 'vitest';
import {program, workplace} from '../../cli/car.js';
import {until} from '../../cli/run-state.js';
import {startPty} from '../../support/pty.js';
import {
	fill, mayMount, smallState, unmountAll,
} from '../../support/small-disk.js';

afterEach(unmountAll);

describe.skipIf(!mayMount)('a full disk on the screen (needs root to mount a small one)', () => {
	test('filled while a turn runs -> the screen says so and lives; with space again it goes on by itself to the end', async () => {
		const place = await workplace({agent: 'cat > /dev/null\nfor i in $(seq 1 2000); do echo "line $i of the work that is done"; [ $i = 50 ] && while [ ! -e .git/filled ]; do sleep 0.05; done; done\necho work >> work.txt\nsed -i \'s/^done: false/done: true/\' "$CAR_TICKET"\n'});
		await place.ticket(1, {agent: 'script', done: false});
		const state = smallState(place, 2048);
		await place.car('run', '--detach');
		const screen = startPty(process.execPath, [program, 'tui'], {
			columns: 120, rows: 40, cwd: place.path, env: place.env,
		});
		await screen.waitFor('line 50 of');
		const giveBack = fill(state);
		fs.writeFileSync(path.join(place.path, '.git/filled'), '');
		await screen.waitFor(/disk is full/i);
		// It lives: a resize is drawn in the new width.
		screen.resize(90, 30);
		await screen.waitFor(text => /disk is full/i.test(text) && text.split('\n').length <= 30);
		giveBack();
		await until(place, status => status.run?.status === 'completed');
		await screen.waitFor(text => /complete/i.test(text) && !/disk is full/i.test(text));
		screen.kill();
		await screen.exited;
		expect(await place.git('log', '-1', '--format=%s')).toBe('TICKET-001: TICKET-001');
	});
});

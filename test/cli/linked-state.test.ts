import fs from 'node:fs';
import {rename, symlink} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {workplace} from './car.js';

const readers = [['status'], ['status', '--json'], ['log'], ['runs'], ['tickets'], ['inbox'], ['report'], ['run'], ['run', '--check'], ['trust'], ['trust', '--yes'], ['tui'], ['tickets', 'new', 'X'], ['reply', 'X'], ['pause'], ['stop'], ['edit', 'spec'], ['init']];

test('a state folder that is a symbolic link -> every command refuses it by name, exit 2, and writes nothing through it', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	await place.work('--once');
	const elsewhere = path.join(place.path, '.git/elsewhere');
	await rename(path.join(place.path, '.codex-autorunner'), elsewhere);
	await symlink(elsewhere, path.join(place.path, '.codex-autorunner'));
	const before = fs.readdirSync(elsewhere, {recursive: true}).map(String).toSorted((one, other) => one.localeCompare(other));
	for (const args of readers) {
		const {code, stderr} = await place.car(...args);
		expect([args, code, stderr.split('\n')[0]]).toEqual([args, 2, 'car: .codex-autorunner is a symbolic link, so nothing in it is read or written.']);
	}

	expect(fs.readdirSync(elsewhere, {recursive: true}).map(String).toSorted((one, other) => one.localeCompare(other))).toEqual(before);
});

test.skipIf(process.getuid?.() !== 0)('a state folder of another user -> refused by name, exit 2', async () => {
	const place = await workplace();
	fs.chownSync(path.join(place.path, '.codex-autorunner'), 12_345, 12_345);
	for (const args of readers) {
		const {code, stderr} = await place.car(...args);
		expect([args, code, stderr.split('\n')[0]]).toEqual([args, 2, 'car: .codex-autorunner belongs to another user (id 12345, you are 0), so nothing in it is read or written.']);
	}
});

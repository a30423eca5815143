import fs from 'node:fs';
import path from 'node:path';
import {
	afterEach, describe, expect, test,
} from 'vitest';
import {workplace} from '../cli/car.js';
import {until} from '../cli/run-state.js';
import {
	fill, mayMount, smallState, unmountAll,
} from '../support/small-disk.js';

afterEach(unmountAll);

const messageOf = (state: string): string => {
	const [run] = fs.readdirSync(path.join(state, 'runs'));
	const file = path.join(state, 'runs', run!, 'turns/0001.jsonl');
	// A turn has begun before its transcript has.
	const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
	return text.split('\n').filter(line => line !== '')
		.map(line => JSON.parse(line) as {readonly event: {readonly type: string; readonly text?: string}})
		.flatMap(({event}) => event.type === 'output_delta' ? event.text ?? '' : []).join('');
};

describe.skipIf(!mayMount)('a full disk (needs root to mount a small one)', () => {
	test('filled in the middle of a turn -> disk_full, the agent is held, and with space again it goes on: no line is lost', async () => {
		const place = await workplace({agent: 'cat > /dev/null\nfor i in $(seq 1 3000); do echo "line $i of the work that is done"; [ $i = 50 ] && while [ ! -e .git/filled ]; do sleep 0.05; done; done\necho work >> work.txt\nsed -i \'s/^done: false/done: true/\' "$CAR_TICKET"\n'});
		await place.ticket(1, {agent: 'script', done: false});
		const state = smallState(place, 2048);
		await place.car('run', '--detach');
		await until(place, ({run}) => run?.turn === 1 && messageOf(state).includes('line 50 of'));
		const giveBack = fill(state);
		fs.writeFileSync(path.join(place.path, '.git/filled'), '');
		const {run, worker} = await until(place, status => status.run?.reason_code === 'disk_full');
		expect([run?.status, worker.life]).toEqual(['running', 'alive']);
		const text = await place.car('status');
		expect(text.stdout).toContain('The disk is full');
		giveBack();
		await until(place, status => status.run?.status === 'completed');
		expect(messageOf(state)).toBe(Array.from({length: 3000}, (_, index) => `line ${index + 1} of the work that is done\n`).join(''));
		expect(await place.git('log', '-1', '--format=%s')).toBe('TICKET-001: TICKET-001');
	});

	test('filled between two turns -> disk_full, then goes on; the reserve is gone at the end', async () => {
		const place = await workplace({agent: 'cat > /dev/null\necho said\necho work >> work.txt\nif [ -e .git/second ]; then sed -i \'s/^done: false/done: true/\' "$CAR_TICKET"; else touch .git/second; while [ ! -e .git/filled ]; do sleep 0.05; done; fi\n'});
		await place.ticket(1, {agent: 'script', done: false});
		const state = smallState(place, 1024);
		await place.car('run', '--detach');
		await until(place, ({run}) => run?.turn === 1 && fs.existsSync(path.join(place.path, '.git/second')));
		const giveBack = fill(state);
		fs.writeFileSync(path.join(place.path, '.git/filled'), '');
		await until(place, status => status.run?.reason_code === 'disk_full');
		giveBack();
		const {run} = await until(place, status => status.run?.status === 'completed');
		expect(run).toMatchObject({turn: 2, reason_code: null});
		await until(place, status => status.worker.life === 'absent');
		expect(fs.existsSync(path.join(state, 'runs', run!.id, 'reserve'))).toBe(false);
	});

	test('full before the start -> one clear line, exit 1; with space it starts', async () => {
		const place = await workplace();
		await place.ticket(1, {agent: 'script', done: false});
		const state = smallState(place, 512);
		const giveBack = fill(state);
		const answer = await place.car('run');
		expect([answer.code, answer.stderr.split('\n')[0]]).toEqual([1, expect.stringMatching(/^car: .*(?:disk is full|no space left)/iu)]);
		giveBack();
		expect(await place.car('run')).toMatchObject({code: 0});
	});

	test('full while a human answers, sets done or writes a ticket -> says so, nothing is lost', async () => {
		const place = await workplace();
		await place.ticket(1, {agent: 'script', done: false});
		const state = smallState(place, 512);
		const ticket = path.join(state, 'tickets/TICKET-001.md');
		const before = fs.readFileSync(ticket, 'utf8');
		const giveBack = fill(state);
		const answers = [await place.car('tickets', 'done', '1'), await place.car('tickets', 'new', 'Another one')];
		expect(answers.map(({code, stderr}) => [code, /disk is full/iu.test(stderr)])).toEqual([[1, true], [1, true]]);
		expect([fs.readFileSync(ticket, 'utf8'), fs.readdirSync(path.join(state, 'tickets'))]).toEqual([before, ['TICKET-001.md']]);
		giveBack();
	});
});

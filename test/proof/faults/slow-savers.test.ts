import {spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {createFileClient} from '../../../source/engine/client/file-client.js';
import {createTicketReader} from '../../../source/store/ticket/ticket-files.js';
import {workplace} from '../../cli/car.js';
import {tempFolder} from '../../support/temp-folder.js';

const body = `${'All of this must reach the agent. '.repeat(20)}\nTHE END\n`;
const whole = `---\nagent: script\ndone: false\ntitle: Slowly saved\n---\n${body}`;

/** Beside `stop` when a busy machine let the saver rest for longer than anybody waits for it: what was seen then says nothing. */
const lateMark = (stop: string): string => `${stop}.late`;

/** Empties a file, leaves it empty, then half, each for a while, then whole for as long as a reader needs to see that it is over; again and again until `stop` has been there for a moment. */
const slowSaver = (file: string, stop: string) => spawn(process.execPath, ['-e', `
const fs = require('node:fs');
const whole = ${JSON.stringify(whole)};
const rest = milliseconds => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
let changedAt;
const changed = () => {
	if (Date.now() - changedAt > 250) {
		fs.writeFileSync(${JSON.stringify(lateMark(stop))}, '');
	}

	changedAt = Date.now();
};
const hasStopped = () => Date.now() - (fs.statSync(${JSON.stringify(stop)}, {throwIfNoEntry: false})?.mtimeMs ?? Date.now()) > 600;
while (!hasStopped()) {
	changedAt = Date.now();
	const descriptor = fs.openSync(${JSON.stringify(file)}, 'w');
	for (const [begin, end, pause] of [[0, 20, 100], [20, 200, 90], [200, whole.length, 100]]) {
		rest(pause);
		fs.writeSync(descriptor, whole.slice(begin, end));
		changed();
	}

	fs.closeSync(descriptor);
	rest(900);
}
`], {stdio: 'ignore'});

const ended = async (child: ReturnType<typeof slowSaver>): Promise<void> => new Promise(resolve => {
	child.on('exit', () => {
		resolve();
	});
});

test('a ticket that is emptied and written slowly -> the runner sends all of it, nobody shows it as broken, the run completes', async () => {
	const place = await workplace({agent: 'cat > .git/prompt-$CAR_TURN\nif [ $CAR_TURN = 1 ]; then while [ ! -e .git/busy ]; do sleep 0.05; done; touch .git/stop; fi\necho work >> work.txt\nsed -i \'s/^done: false/done: true/\' "$CAR_TICKET"\n'});
	await place.ticket(1, {agent: 'script', done: false});
	await place.write('.codex-autorunner/tickets/TICKET-002.md', whole);
	const client = createFileClient({
		repo: place.path,
		world: {
			now: Date.now, elapsed: () => performance.now() / 1000, wait: async () => undefined, random: Math.random, env: place.env,
		},
		foreground: false,
		startWorker: async () => undefined,
		close: async () => undefined,
	});
	const leave = new AbortController();
	const broken: string[] = [];
	let looks = 0;
	const looking = (async () => {
		for await (const event of client.follow(0, leave.signal)) {
			if (event.type === 'snapshot') {
				looks++;
				broken.push(...event.snapshot.tickets.flatMap(ticket => ticket.problems.map(problem => problem.message)));
			}
		}
	})();
	const running = place.start('run', '--dirty');
	await running.seen('turn 1');
	const saver = slowSaver(path.join(place.path, '.codex-autorunner/tickets/TICKET-002.md'), path.join(place.path, '.git/stop'));
	await place.write('.git/busy', '');
	const [answer] = await Promise.all([running.exited, ended(saver)]);
	leave.abort();
	await looking;
	expect(answer).toMatchObject({code: 0, stderr: ''});
	// On a busy machine the last of the slow saves may undo what the agent marked, which costs one more turn.
	const prompts = fs.readdirSync(path.join(place.path, '.git')).filter(name => /^prompt-[2-9]$/v.test(name));
	expect(prompts).toContain('prompt-2');
	for (const prompt of prompts) {
		expect(await place.read(`.git/${prompt}`)).toContain(body);
	}

	expect([fs.existsSync(path.join(place.path, '.git/stop.late')) ? [] : broken, looks > 1]).toEqual([[], true]);
});

/** What a reader that comes anew to each look finds wrong, and whether the saver kept its time. */
const lookOn = async (): Promise<{readonly problems: readonly string[]; readonly isLate: boolean}> => {
	const repo = await tempFolder('slow');
	const file = path.join(repo, '.codex-autorunner/tickets/TICKET-001.md');
	fs.mkdirSync(path.dirname(file), {recursive: true});
	fs.writeFileSync(file, whole);
	const stop = path.join(repo, 'stop');
	const saver = slowSaver(file, stop);
	const end = ended(saver);
	const problems: string[] = [];
	let empty = 0;
	while (saver.exitCode === null) {
		empty += fs.statSync(file).size < whole.length ? 1 : 0;
		problems.push(...createTicketReader(repo).read(['script']).entries.flatMap(entry => entry.problems.map(({code}) => code)));
		if (empty === 3 && !fs.existsSync(stop)) {
			fs.writeFileSync(stop, '');
		}

		await new Promise(resolve => {
			setImmediate(resolve);
		});
	}

	await end;
	return {problems, isLate: fs.existsSync(lateMark(stop))};
};

test('a reader that knows nothing of a ticket: it is emptied and written slowly -> each look gets a whole frontmatter', async () => {
	let seen = await lookOn();
	for (let again = 0; seen.isLate && again < 5; again++) {
		seen = await lookOn();
	}

	expect(seen).toEqual({problems: [], isLate: false});
});

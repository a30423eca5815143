import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {
	askingAgent, program, slowAgent, workplace, type Answer,
} from '../../car.js';
import {gone, statusOf, until} from '../../run-state.js';

const withoutTimes = ({stdout}: Answer): string => stdout.replaceAll(/^\d\d:\d\d:\d\d/gmv, 'hh:mm:ss').replaceAll(/\d{8}-\d{6}-[a-z\d]{4}/gv, 'RUN').replaceAll(/committed [\da-f]{10}/gv, 'committed HASH').replaceAll(/\(\d+ s,/gv, '(0 s,');

test('car run: one ticket -> what happens as text, exit 0, the work committed', async () => {
	const place = await workplace();
	await place.ticket(1, {title: 'First', agent: 'script', done: false});
	const answer = await place.car('run');
	expect(answer.stderr).toBe('');
	expect(withoutTimes(answer)).toBe(`hh:mm:ss run #1 RUN
hh:mm:ss TICKET-001 with script
hh:mm:ss turn 1 of TICKET-001 with script
  Working on .codex-autorunner/tickets/TICKET-001.md
hh:mm:ss turn 1 completed (0 s, 1 file +1 -0)
hh:mm:ss committed HASH (ticket)
hh:mm:ss completed: The ticket is done after 1 turn
           next: car report shows what happened
`);
	expect(answer.code).toBe(0);
	expect(await place.subjects()).toEqual(['Begin', 'TICKET-001: First']);
	expect(await place.car('run')).toEqual({code: 0, stdout: 'The ticket is done: nothing to do\n', stderr: ''});
});

test('car run --json: one ticket -> the lines of both kinds of log, in the order of seq', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	const {code, stdout} = await place.car('run', '--json');
	expect(code).toBe(0);
	const lines = stdout.trimEnd().split('\n').map(line => JSON.parse(line) as {readonly seq: number; readonly type: string});
	expect(lines.map(({seq}) => seq)).toEqual(lines.map((_, index) => index + 1));
	expect(lines.map(({type}) => type)).toEqual(expect.arrayContaining(['run_started', 'turn_started', 'agent_event', 'turn_finished', 'committed', 'run_state_changed']));
	const log = await place.car('log', '--json');
	expect(log.stdout).toBe(stdout);
});

test('car run --once: more to do -> exit 6, and 0 at the end', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	await place.ticket(2, {agent: 'script', done: false});
	expect(await place.car('run', '--once')).toMatchObject({code: 6});
	// The worker lets go of its lock a moment after its last word.
	expect(await until(place, ({worker}) => worker.life === 'absent')).toMatchObject({run: {status: 'paused', reason_code: 'paused_by_you'}, worker: {pid: null}, tickets: {done: 1}});
	expect(await place.car('run', '--once', '--foreground')).toMatchObject({code: 0});
});

test('car run: a question -> exit 3, asked again, and the reply goes on to the end', async () => {
	const place = await workplace({agent: askingAgent});
	await place.ticket(1, {agent: 'script', done: false});
	expect(await place.car('run')).toMatchObject({code: 3});
	const {inbox} = await statusOf(place);
	expect(inbox.items).toEqual([{
		id: expect.any(String), kind: 'question', ticket: '.codex-autorunner/tickets/TICKET-001.md', title: 'Which database?', since: expect.any(String), next: expect.any(String),
	}]);
	const id = String(inbox.items[0]!.id);
	const again = await place.car('run');
	expect(again).toMatchObject({code: 3, stderr: ''});
	expect(again.stdout).toContain('Which database?');
	expect(again.stdout).toContain(`car reply --to ${id}`);
	const shown = await place.car('inbox');
	expect(shown.stdout).toContain('Postgres or SQLite?');

	const wrong = await place.car('reply', '--to', '99', 'Neither');
	expect(wrong.code).toBe(1);
	expect(wrong.stderr).toContain('car: 99 is not open: it was answered already, or never asked.');
	const kept = /kept in (?<file>\S+)/v.exec(wrong.stderr)!.groups!.file!;
	expect(await place.read(path.relative(place.path, kept))).toBe('Neither');

	const reply = await place.carWith({input: 'SQLite, please'}, 'reply', '--to', id, '-');
	expect(reply).toMatchObject({code: 0, stderr: ''});
	expect(reply.stdout).toMatch(/^Reply 1 is (?:queued for the next turn|delivered in turn 2)\.$/mv);
	await until(place, ({run}) => run?.status === 'completed');
	const log = await place.car('log', '--grep', 'Understood|delivered');
	expect(log.stdout).toContain('  Understood\n');
	const late = await place.car('reply', 'too late');
	expect(late.code).toBe(1);
	expect(late.stderr).toContain('The run is completed');
	expect(late.stderr).toContain('Your text is kept in ');
});

test('car reply --no-run: a question -> nothing starts, the next run takes it', async () => {
	const place = await workplace({agent: askingAgent});
	await place.ticket(1, {agent: 'script', done: false});
	await place.work();
	await place.write('notes.txt', 'the notes');
	await place.git('add', '--all');
	await place.git('commit', '-qm', 'Notes');
	expect(await place.car('reply', '--no-run', '--title', 'Choice', '--attach', 'notes.txt', 'SQLite, please')).toMatchObject({code: 0, stdout: 'Your answer waits for the next car run.\n'});
	expect(await statusOf(place)).toMatchObject({run: {status: 'paused', turn: 1}, worker: {life: 'absent'}});
	expect(await place.work()).toMatchObject({code: 0});
	const {run} = await statusOf(place);
	expect(await place.read(`.codex-autorunner/runs/${run!.id}/reply_history/0001/notes.txt`)).toBe('the notes');
	expect(await place.car('reply', '--attach', 'gone.txt', 'See this')).toMatchObject({code: 1});
});

test('car run: Ctrl-C while a worker runs -> leaves, says that the run goes on; stop ends it', async () => {
	const place = await workplace({agent: slowAgent});
	await place.ticket(1, {agent: 'script', done: false});
	const watching = place.start('run');
	await watching.seen('Working slowly');
	watching.child.kill('SIGINT');
	expect(await watching.exited).toMatchObject({code: 130, stderr: 'The run goes on without you: car status looks, car run comes back, car stop ends it.\n'});
	const {worker} = await statusOf(place);
	expect(worker.life).toBe('alive');

	// A second watcher joins; what is no watching is refused.
	const second = place.start('run');
	await second.seen('Working slowly');
	expect(await place.car('run', '--foreground')).toMatchObject({code: 5, stderr: 'car: Another worker holds this repository\n  car run follows it; car stop ends it\n'});
	expect(await place.car('run', '--once')).toMatchObject({code: 5});
	expect(await place.car('run', '--recover')).toMatchObject({code: 0});
	expect(await place.car('run', '--detach')).toMatchObject({code: 0});
	expect(await place.car('pause')).toMatchObject({code: 0, stdout: 'The run rests after this turn. car pause --now does not wait for it; car run goes on.\n'});
	expect(await place.car('stop')).toEqual({code: 0, stdout: 'stopped: Stopped by you\n  car run goes on.\n', stderr: ''});
	expect(await second.exited).toMatchObject({code: 4});
	await gone(worker.pid!);
	expect(await place.car('stop')).toEqual({code: 0, stdout: 'Nothing runs here.\n', stderr: ''});
	expect(await place.car('pause')).toEqual({code: 0, stdout: 'Nothing runs here.\n', stderr: ''});
});

test('car run --foreground: Ctrl-C -> stops, exit 4; pause --now from elsewhere -> exit 3', async () => {
	const place = await workplace({agent: slowAgent});
	await place.ticket(1, {agent: 'script', done: false});
	const first = place.start('run', '--foreground');
	await first.seen('Working slowly');
	first.child.kill('SIGINT');
	expect(await first.exited).toMatchObject({code: 4});
	expect(await statusOf(place)).toMatchObject({run: {status: 'stopped'}, worker: {life: 'absent'}});
	const second = place.start('run', '--foreground');
	await second.seen('Working slowly');
	expect(await place.car('pause', '--now')).toMatchObject({code: 0, stdout: 'paused: Paused by you\n  car run goes on.\n'});
	expect(await second.exited).toMatchObject({code: 3});
});

test('car run: the worker is killed -> the watcher says so, exit 1; run --recover asks, and the answer goes on', async () => {
	const place = await workplace({agent: 'cat > /dev/null\necho "Working slowly"\n[ -e .git/second ] || { touch .git/second; sleep 600; }\nsed -i \'s/^done: false/done: true/\' "$CAR_TICKET"\n'});
	await place.ticket(1, {agent: 'script', done: false});
	const watching = place.start('run');
	await watching.seen('Working slowly');
	const {worker} = await statusOf(place);
	process.kill(worker.pid!, 'SIGKILL');
	const left = await watching.exited;
	expect(left.code).toBe(1);
	expect(left.stderr).toContain('car: the worker is gone');
	expect(left.stderr).toContain('Nothing is lost: car run goes on where it was.');
	const {stdout} = await place.car('status');
	expect(stdout).toContain('WORKER DEAD');
	expect(await place.car('report')).toMatchObject({code: 3});
	const recovered = await place.car('run', '--recover');
	expect(recovered).toMatchObject({code: 3, stderr: ''});
	expect(recovered.stdout).toContain('Nobody knows how turn 1 of TICKET-001 ended');
	expect(await place.car('reply', '--allow')).toMatchObject({code: 1, stderr: 'car: Nothing waits for --allow.\n  car inbox shows what waits.\n'});
	expect(await place.car('reply', '--to', 'outcome-1', '--deny')).toMatchObject({code: 1});
	expect(await place.car('reply', '--again')).toMatchObject({code: 0, stderr: ''});
	await until(place, ({run}) => run?.status === 'completed');
	expect(await statusOf(place)).toMatchObject({run: {turn: 2}, inbox: {open: 0}});
});

test('car run | head: the reader goes away -> quiet end, the worker goes on', async () => {
	const place = await workplace({agent: 'cat > /dev/null\nfor i in 1 2 3 4 5 6 7 8 9; do echo "line $i"; sleep 0.1; done\nsed -i \'s/^done: false/done: true/\' "$CAR_TICKET"\n'});
	await place.ticket(1, {agent: 'script', done: false});
	const watching = place.start('run');
	await watching.seen('line 1');
	watching.child.stdout.destroy();
	expect(await watching.exited).toMatchObject({code: 0, stderr: ''});
	await until(place, ({run}) => run?.status === 'completed');
});

test('car run --foreground | head: the reader goes away -> the run goes on to its end', async () => {
	const place = await workplace({agent: 'cat > /dev/null\nfor i in 1 2 3 4 5 6 7 8 9; do echo "line $i"; sleep 0.1; done\nsed -i \'s/^done: false/done: true/\' "$CAR_TICKET"\n'});
	await place.ticket(1, {agent: 'script', done: false});
	const working = place.start('run', '--foreground');
	await working.seen('line 1');
	working.child.stdout.destroy();
	expect(await working.exited).toMatchObject({code: 0});
	expect(await statusOf(place)).toMatchObject({run: {status: 'completed'}});
	expect(existsSync(path.join(place.path, '.codex-autorunner/lock'))).toBe(false);
});

test('car run: said by an agent in a turn of that very run -> refused at once with 2, the run goes on', async () => {
	const place = await workplace({agent: `cat > /dev/null\n"${process.execPath}" "${program}" run > said.txt 2>&1\necho "exit $?" >> said.txt\nsed -i 's/^done: false/done: true/' "$CAR_TICKET"\n`});
	await place.ticket(1, {agent: 'script', done: false});
	expect(await place.car('run')).toMatchObject({code: 0});
	expect(readFileSync(path.join(place.path, 'said.txt'), 'utf8')).toBe('car: This is said within a turn of the run: to follow it would be to wait for oneself\n  end the turn and the run goes on by itself; car status looks\nexit 2\n');
});

import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {
	beforeAll, describe, expect, test,
} from 'vitest';
import {workplace, type Workplace} from './car.js';

const asking = 'cat > /dev/null\nprintf -- \'---\\nmode: pause\\n---\\nA or B?\\n\' > "$CAR_DISPATCH_FILE"\n';

const runFolder = (place: Workplace): string => {
	const runs = path.join(place.path, '.codex-autorunner/runs');
	return path.join(runs, fs.readdirSync(runs).at(-1)!);
};

/** What `car run` says when this lies in the mailbox of a run that waits for an answer. */
const refusalOf = async (place: Workplace, command: string | Uint8Array): Promise<string> => {
	const folder = path.join(runFolder(place), 'commands');
	fs.mkdirSync(folder, {recursive: true});
	fs.writeFileSync(path.join(folder, 'mine.json'), command);
	// Only an answer makes a start: this one is refused too.
	fs.writeFileSync(path.join(folder, 'other.json'), JSON.stringify({
		id: 'other', at: '2026-01-01T00:00:00.000Z', type: 'reply', to: '99', text: 'x', attachments: [],
	}));
	const {code} = await place.work();
	const log = fs.readFileSync(path.join(runFolder(place), 'events.jsonl'), 'utf8').trimEnd().split('\n').map(line => JSON.parse(line) as {readonly type: string; readonly command_id?: string; readonly reason?: string});
	const inbox = await place.car('inbox', '--json');
	expect({code, open: (JSON.parse(inbox.stdout) as readonly unknown[]).length}).toEqual({code: 3, open: 1});
	return log.find(({type, command_id: id}) => type === 'command_refused' && id === 'mine')?.reason ?? 'not refused';
};

const stamped = {id: 'mine', at: '2026-01-01T00:00:01.000Z'};

test.each([
	['a reply naming files that are not there', JSON.stringify({
		...stamped, type: 'reply', to: '1', text: 'B', attachments: ['../../plan.md', 'b.png'],
	}), 'it names attachments that are not there: plan.md, b.png'],
	['a reply without a text', JSON.stringify({
		...stamped, type: 'reply', to: '1', attachments: [],
	}), 'no command can be read from it: its field "text" is missing'],
	['a reply whose text is a number', JSON.stringify({
		...stamped, type: 'reply', to: '1', text: 7,
	}), 'no command can be read from it: its field "text" has a wrong value'],
	['a reply longer than a message can be', JSON.stringify({
		...stamped, type: 'reply', to: '1', text: 'x'.repeat(1_000_001), attachments: [],
	}), 'no command can be read from it: its text is longer than 1 MB'],
	['an unknown type', JSON.stringify({...stamped, type: 'reboot'}), 'no command can be read from it: its type "reboot" is unknown; there are pause_after_turn, interrupt_turn, stop, reply, answer_approval, answer_outcome'],
	['no JSON', '{"id":', 'no command can be read from it: it is not JSON'],
	['a list', '[1]', 'no command can be read from it: it is no JSON object'],
	['bytes that are no UTF-8', Buffer.from([0x7B, 0xE9, 0x7D]), 'no command can be read from it: it is not UTF-8 text'],
])('commands/: %s -> refused in one sentence for people, the question stays open', async (_name, command, reason) => {
	const place = await workplace({agent: asking});
	await place.ticket(1, {agent: 'script', done: false});
	await place.work();
	expect(await refusalOf(place, command)).toBe(reason);
	expect(fs.existsSync(path.join(runFolder(place), 'refused/mine.json'))).toBe(true);
});

test('USER_REPLY.md that is not UTF-8 -> said, the file stays, the question stays open; saved again it answers', async () => {
	const place = await workplace({agent: `[ -e .git/asked ] && sed -i 's/^done: false/done: true/' "$CAR_TICKET" && exit 0\ntouch .git/asked\n${asking}`});
	await place.ticket(1, {agent: 'script', done: false});
	await place.work();
	const file = path.join(runFolder(place), 'USER_REPLY.md');
	fs.writeFileSync(file, Buffer.from('Caf\u00E9', 'latin1'));
	const {code, stdout} = await place.work();
	expect(code).toBe(3);
	expect(stdout).toContain('USER_REPLY.md is not UTF-8, so it was not taken');
	expect(fs.existsSync(file)).toBe(true);
	const status = await place.car('status', '--json');
	expect(JSON.parse(status.stdout)).toMatchObject({run: {reason_code: 'question'}, inbox: {open: 1}});
	fs.writeFileSync(file, 'Caf\u00E9');
	expect(await place.work()).toMatchObject({code: 0});
});

test('a reply put into the history by hand that is not UTF-8, a question open -> said, and the question stays open', async () => {
	const place = await workplace({agent: asking});
	await place.ticket(1, {agent: 'script', done: false});
	await place.work();
	const folder = path.join(runFolder(place), 'reply_history/0001');
	fs.mkdirSync(folder, {recursive: true});
	fs.writeFileSync(path.join(folder, 'USER_REPLY.md'), Buffer.from([0xFF, 0xFE]));
	const {code, stdout} = await place.work();
	expect(code).toBe(3);
	expect(stdout).toContain('was not taken: USER_REPLY.md is not UTF-8');
	const inbox = await place.car('inbox');
	expect(inbox.stdout).toContain('A or B?');
});

test('a ticket that the agent left in no UTF-8 -> broken with one problem; the prompt that gives it back shows what can be read of it', async () => {
	const place = await workplace({
		agent: String.raw`cat > ".git/prompt-$CAR_TURN"
if [ "$CAR_TURN" = 1 ]; then printf -- '---\nagent: script\ndone: false\n---\nCaf\351 needed\n' > "$CAR_TICKET"; else printf -- '---\nagent: script\ndone: true\n---\nCafe\n' > "$CAR_TICKET"; fi
echo said
`,
	});
	await place.ticket(1, {agent: 'script', done: false});
	expect(await place.work()).toMatchObject({code: 0});
	const prompt = await place.read('.git/prompt-2');
	expect(prompt).toContain('The file is not UTF-8 text.');
	expect(/<ticket nonce="\w+">\n[^]*Caf\uFFFD needed\n<\/ticket/u.test(prompt)).toBe(true);
	fs.writeFileSync(path.join(place.path, '.codex-autorunner/tickets/TICKET-002.md'), Buffer.from([0x2D, 0xFF]));
	const lint = await place.car('tickets', 'lint', '--json');
	expect((JSON.parse(lint.stdout) as {readonly problems: ReadonlyArray<{readonly code: string}>}).problems.map(({code}) => code)).toEqual(['not_utf8']);
});

test.each<[name: string, prepare: (folder: string) => readonly string[], problem: string]>([
	['a text of 1.2 MB', () => ['é'.repeat(600_000)], 'A reply may have 1 MB; this one has 1.2 MB'],
	['a pipe as attachment', folder => {
		execFileSync('mkfifo', [path.join(folder, '.git/pipe')]);
		return ['See.', '--attach', '.git/pipe'];
	}, '.git/pipe cannot be read (no regular file)'],
	['a device as attachment', () => ['See.', '--attach', '/dev/full'], 'The attachment /dev/full cannot be read (no regular file)'],
])('car reply: %s -> refused at once, nothing is sent and nothing is left', async (_name, prepare, problem) => {
	const place = await workplace({agent: asking});
	await place.ticket(1, {agent: 'script', done: false});
	await place.work();
	const {code, stderr} = await place.car('reply', ...prepare(place.path));
	expect([code, stderr]).toEqual([1, expect.stringContaining(problem)]);
	const left = fs.readdirSync(runFolder(place), {recursive: true, encoding: 'utf8'}).filter(name => /^(?:commands|reply)\//u.test(name));
	expect(left).toEqual([]);
});

describe('car reply: two attachments of one name', () => {
	let place: Workplace;
	beforeAll(async () => {
		place = await workplace({agent: asking});
		await place.ticket(1, {agent: 'script', done: false});
		await place.work();
	});

	test('car reply: files of one name from two folders -> both arrive, under two names', async () => {
		await place.write('.git/a/plan.md', 'first');
		await place.write('.git/b/plan.md', 'second');
		const {code} = await place.car('reply', 'See these.', '--attach', '.git/a/plan.md', '--attach', '.git/b/plan.md', '--no-run');
		expect(code).toBe(0);
		await place.work();
		const folder = path.join(runFolder(place), 'reply_history/0001');
		expect(fs.readdirSync(folder).map(name => [name, fs.readFileSync(path.join(folder, name), 'utf8')])).toEqual([['USER_REPLY.md', 'See these.\n'], ['plan-2.md', 'second'], ['plan.md', 'first']]);
	});
});

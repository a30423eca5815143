import {expect, test} from 'vitest';
import {finish, untilGone} from './codex-place.js';
import {placeForTest} from './place-for-test.js';

const open = placeForTest();

test('codex: a ticket that edits files -> done, committed, everything in the transcript, no process left', async () => {
	const here = await open(({round}) => round === 0
		? [{reasoning: 'I shall write a file.'}, {text: 'Writing. '}, {run: `echo hello > made.txt; cat made.txt; ${finish(1)}`}]
		: [{text: 'Made made.txt.'}]);
	await here.ticket(1, {agent: 'codex', done: false, title: 'Make a file'});
	const answer = await here.car('run');
	expect([answer.code, answer.stderr]).toEqual([0, '']);
	expect([await here.subjects(), await here.git('show', 'HEAD:made.txt'), await here.git('status', '--porcelain')])
		.toEqual([['Begin', 'TICKET-001: Make a file'], 'hello', '']);
	expect(here.events().find(event => event.type === 'turn_finished')).toMatchObject({
		outcome: 'completed', message: 'Made made.txt.', model: 'mock-model', tokens: {input: 2400, output: 68, total: 2468},
	});
	expect(here.transcript(1).map(event => event.type === 'output_delta' ? `${event.channel}: ${event.text}` : event.type).filter(line => !line.startsWith('tool: ') || line.includes('hello')))
		.toEqual(['session_started', 'notice', 'reasoning: I shall write a file.\n', 'message: Writing. \n', 'tool_call', 'tool: hello\n', 'tool_result', 'token_usage', 'message: Made made.txt.\n', 'token_usage', 'completed']);
	await untilGone(here);
});

test('codex: a question and its answer -> rests, the answer goes on in the same conversation', async () => {
	const ask = String.raw`printf -- "---\nmode: pause\ntitle: Which?\n---\nA or B?\n" > $(echo .codex-autorunner/runs/*/)DISPATCH.md`;
	const here = await open(({prompt, round}) => {
		if (round > 0) {
			return [{text: 'Good.'}];
		}

		return [{run: prompt.includes('B it is') ? `echo B > choice.txt; ${finish(1)}` : ask}];
	});
	await here.ticket(1, {agent: 'codex', done: false, title: 'Choose'});
	const asked = await here.car('run');
	expect([asked.code, here.events().at(-1)]).toMatchObject([3, {status: 'paused', reason_code: 'question', reason: 'Which?'}]);
	await here.car('reply', 'B it is');
	const answer = await here.car('run');
	expect([answer.code, await here.git('show', 'HEAD:choice.txt')]).toEqual([0, 'B']);
	const [first, second] = here.events().filter(event => event.type === 'turn_finished').map(event => event.conversation_id);
	expect([typeof first, second]).toEqual(['string', first]);
	expect(here.model.asked.at(-1)!.whole).toContain('Which?');
});

test('codex: two tickets with models and reasoning of their own -> each is asked for what it names', async () => {
	const here = await open(({round, whole}) => {
		const number = whole.includes('TICKET-002.md') ? 2 : 1;
		return round === 0 ? [{run: `echo ${number} > ${number}.txt; ${finish(number)}`}] : [{text: 'Done.'}];
	}, {config: ['prompt: {previous_ticket: false}']});
	await here.ticket(1, {
		agent: 'codex', done: false, title: 'One', model: 'first-model',
	});
	await here.ticket(2, {
		agent: 'codex', done: false, title: 'Two', model: 'second-model', reasoning: 'high',
	});
	const {code} = await here.car('run');
	expect([code, await here.subjects()]).toEqual([0, ['Begin', 'TICKET-001: One', 'TICKET-002: Two']]);
	expect(here.model.asked.map(({model}) => model)).toEqual(['first-model', 'first-model', 'second-model', 'second-model']);
	const finished = here.events().filter(event => event.type === 'turn_finished');
	expect([finished.map(event => event.model), new Set(finished.map(event => event.conversation_id)).size]).toEqual([['first-model', 'second-model'], 2]);
	expect(here.model.asked.some(({effort}) => effort === 'high') || here.transcriptText(2).includes('high')).toBe(true);
});

test('codex: 20,000 pieces -> every byte is in the transcript', async () => {
	const here = await open(({round}) => round === 0 ? [{run: finish(1)}] : [{flood: 20_000}]);
	await here.ticket(1, {agent: 'codex', done: false, title: 'Talk'});
	const {code} = await here.car('run');
	const expected = Array.from({length: 20_000}, (_, index) => `w${index} `).join('');
	const said = here.transcript(1).map(event => event.type === 'output_delta' && event.channel === 'message' ? event.text : '').join('');
	expect([code, said.trimEnd() === expected.trimEnd(), here.events().find(event => event.type === 'turn_finished')!.message.length]).toEqual([0, true, expected.length]);
});

test('codex: a long and uneven output of a command -> all of it is in the transcript', async () => {
	const here = await open(({round}) => round === 0
		? [{run: `printf first; sleep 0.3; for i in $(seq 1 2000); do echo line $i; done; ${finish(1)}`}]
		: [{text: 'Done.'}]);
	await here.ticket(1, {agent: 'codex', done: false, title: 'Print'});
	const {code} = await here.car('run');
	const whole = `first${Array.from({length: 2000}, (_, index) => `line ${index + 1}\n`).join('')}`;
	expect([code, here.transcriptText(1).includes(whole)]).toEqual([0, true]);
});

test('codex: git_write in the user\'s own file -> codex itself may commit; without it .git is read-only', async () => {
	const commit = `echo own > own.txt; ${finish(1)}; git add -A && git commit --quiet -m "By codex"; echo "exit $?"`;
	const here = await open(({round}) => round === 0 ? [{run: commit}] : [{text: 'Done.'}], {agent: ['git_write: true'], config: ['ticket_flow: {commit: agent}']});
	await here.ticket(1, {agent: 'codex', done: false, title: 'Commit'});
	await here.car('run');
	expect([await here.subjects(), here.transcriptText(1)]).toEqual([['Begin', 'By codex'], expect.stringContaining('exit 0')]);
	const without = await open(({round}) => round === 0 ? [{run: commit}] : [{text: 'Done.'}]);
	await without.ticket(1, {agent: 'codex', done: false, title: 'Commit'});
	await without.car('run');
	expect([await without.subjects(), without.transcriptText(1)]).toEqual([['Begin', 'TICKET-001: Commit'], expect.stringContaining('Read-only file system')]);
});

test('codex: reply --now -> joins the running turn, and no later prompt holds it', async () => {
	const here = await open(({round, whole}) => {
		if (round === 0) {
			return whole.includes('Make it blue') ? [{run: `echo blue > colour.txt; ${finish(1)}`}] : [{hold: 'gate'}, {run: 'true'}];
		}

		return whole.includes('Make it blue') && !whole.includes('colour.txt') ? [{run: `echo blue > colour.txt; ${finish(1)}`}] : [{text: 'Done.'}];
	});
	await here.ticket(1, {agent: 'codex', done: false, title: 'Paint'});
	const run = here.start('run');
	await here.model.heard(() => true);
	const replied = await here.car('reply', '--now', 'Make it blue');
	expect(replied.stdout).toContain('delivered in turn 1');
	here.model.release('gate');
	const {code} = await run.exited;
	expect([code, await here.git('show', 'HEAD:colour.txt')]).toEqual([0, 'blue']);
	expect(here.events().filter(event => event.type === 'turn_finished')).toHaveLength(1);
});

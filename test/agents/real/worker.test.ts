import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {
	finish, until, untilGone, type CodexPlace,
} from './codex-place.js';
import {placeForTest} from './place-for-test.js';

const open = placeForTest();

const heldOnce = (after: string) => {
	let count = 0;
	return ({round}: {readonly round: number}) => {
		count++;
		if (count === 1) {
			return [{text: 'Before. '}, {hold: 'gate'}, {run: after}];
		}

		return round === 0 ? [{run: `echo again >> again.txt; ${finish(1)}`}] : [{text: 'All done.'}];
	};
};

/** What codex itself has written down of its conversations. */
const rollouts = (here: CodexPlace): string => {
	const folder = path.join(here.codexHome, 'sessions');
	return existsSync(folder)
		? readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(name => name.endsWith('.jsonl')).map(name => readFileSync(path.join(folder, name), 'utf8')).join('')
		: '';
};

test('worker killed while codex works -> codex is gone, the outcome is asked for; again goes on in the same conversation', async () => {
	const here = await open(heldOnce('true'));
	await here.ticket(1, {agent: 'codex', done: false, title: 'Work'});
	await here.car('run', '--detach');
	await until(() => here.transcriptText(1).includes('Before') || undefined, 'the first words');
	process.kill(here.workerPid(), 'SIGKILL');
	await untilGone(here);
	const asked = await here.car('run');
	expect([asked.code, here.events().at(-1)]).toMatchObject([3, {reason_code: 'outcome_unknown', reason_details: expect.arrayContaining(['codex was broken off in the middle of it'])}]);
	await here.car('reply', '--again');
	const {code} = await here.car('run');
	const conversations = here.events().flatMap(event => event.type === 'turn_started' ? [event.conversation_id] : []);
	expect([code, await here.git('show', 'HEAD:again.txt'), conversations]).toEqual([0, 'again', [null, expect.any(String)]]);
});

test('worker killed after codex had finished -> the turn is adopted from the conversation, nothing runs twice', async () => {
	const here = await open(heldOnce(`echo once >> once.txt; ${finish(1)}`));
	await here.ticket(1, {agent: 'codex', done: false, title: 'Work'});
	await here.car('run', '--detach');
	await until(() => here.transcriptText(1).includes('Before') || undefined, 'the first words');
	const worker = here.workerPid();
	process.kill(worker, 'SIGSTOP');
	here.model.release('gate');
	await until(() => /"task_complete"|"turn_complete"/v.test(rollouts(here)) || undefined, 'the end of the turn in the conversation');
	process.kill(worker, 'SIGKILL');
	await untilGone(here);
	const {code} = await here.car('run');
	expect([code, await here.git('show', 'HEAD:once.txt')]).toEqual([0, 'once']);
	expect(here.events().filter(event => event.type === 'turn_finished')).toMatchObject([{outcome: 'completed', message: 'All done.'}]);
	expect(here.events().find(event => event.type === 'recovered')).toMatchObject({found: 'turn 1 had ended (completed), says codex'});
});

test('car pause --now while a command runs -> interrupted, the command is gone, car run goes on', async () => {
	let count = 0;
	const here = await open(({round}) => count++ === 0 ? [{run: 'echo begun; sleep 300'}] : (round === 0 ? [{run: finish(1)}] : [{text: 'Done.'}]));
	await here.ticket(1, {agent: 'codex', done: false, title: 'Work'});
	const run = here.start('run');
	await until(() => here.transcript(1).some(event => event.type === 'tool_call') || undefined, 'the command');
	await here.car('pause', '--now');
	const {code} = await run.exited;
	expect([code, here.events().at(-1)]).toMatchObject([3, {reason_code: 'paused_by_you'}]);
	await untilGone(here);
	expect(here.transcript(1).at(-1)).toMatchObject({type: 'interrupted'});
	const again = await here.car('run');
	const conversations = here.events().flatMap(event => event.type === 'turn_finished' ? [event.conversation_id] : []);
	expect([again.code, conversations]).toEqual([0, [conversations[0], conversations[0]]]);
});

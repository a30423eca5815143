import {existsSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {finish} from './codex-place.js';
import {placeForTest} from './place-for-test.js';

const open = placeForTest();

const asksOnce = (command: string) => ({round}: {readonly round: number}) => {
	if (round === 0) {
		return [{run: command, because: 'May I leave the sandbox?'}];
	}

	return round === 1 ? [{run: finish(1)}] : [{text: 'Done.'}];
};

test('approval: a command outside the sandbox, allowed -> it ran, the item says what it was', async () => {
	const here = await open(asksOnce('git config car.test yes'));
	await here.ticket(1, {agent: 'codex', done: false, title: 'Configure'});
	const run = here.start('run');
	const item = await here.seen(event => event.type === 'item_opened');
	expect(item).toMatchObject({id: 'approval-1-1', kind: 'approval', title: 'May TICKET-001 run git config car.test yes: May I leave the sandbox?'});
	const {stdout} = await here.car('inbox');
	expect(stdout).toContain('run git config car.test yes');
	expect(stdout).toContain(`in ${here.path}`);
	const reply = await here.car('reply', '--to', 'approval-1-1', '--allow');
	expect([reply.code, reply.stdout.split('\n')[0]]).toEqual([0, 'Answered.']);
	const {code} = await run.exited;
	expect([code, await here.git('config', 'car.test')]).toEqual([0, 'yes']);
	expect(here.events().filter(event => event.type === 'item_closed').map(event => event.id)).toEqual(['approval-1-1']);
	const late = await here.car('reply', '--to', 'approval-1-1', '--allow');
	expect(late.code).toBe(1);
});

test('approval: denied -> it did not run, the turn goes on', async () => {
	const here = await open(asksOnce('git config car.test yes'));
	await here.ticket(1, {agent: 'codex', done: false, title: 'Configure'});
	const run = here.start('run');
	await here.seen(event => event.type === 'item_opened');
	await here.car('reply', '--deny');
	const {code} = await run.exited;
	expect([code, await here.git('config', '--get-all', 'car.test').catch(() => 'unset')]).toEqual([0, 'unset']);
	expect(here.transcript(1).find(event => event.type === 'tool_result')).toMatchObject({ok: false, summary: 'not allowed'});
});

test('approval: nobody answers for approvals.deny_after -> denied, the agent is told to find another way', async () => {
	const here = await open(({round, whole}) => {
		if (!whole.includes('Find another way')) {
			return [{run: 'git config car.test yes', because: 'May I leave the sandbox?'}];
		}

		return whole.includes('done: true') && round > 0 ? [{text: 'Done.'}] : [{run: finish(1)}];
	}, {config: ['approvals: {deny_after: 1s}']});
	await here.ticket(1, {agent: 'codex', done: false, title: 'Configure'});
	const {code} = await here.car('run');
	expect([code, await here.git('config', '--get-all', 'car.test').catch(() => 'unset')]).toEqual([0, 'unset']);
	expect(here.transcript(1)).toContainEqual({type: 'notice', text: 'nobody answered for 1 s: denied'});
	expect(here.model.asked.at(-1)!.whole).toContain('Find another way');
});

test('approval: access read, a patch -> asks with the diff; allowed, it is applied', async () => {
	const patch = 'apply_patch <<\'EOF\'\n*** Begin Patch\n*** Add File: patched.txt\n+one line\n*** End Patch\nEOF';
	const here = await open(({round}) => {
		if (round === 0) {
			return [{run: patch}];
		}

		return round === 1 ? [{run: finish(1), because: 'to say that it is done'}] : [{text: 'Done.'}];
	}, {agent: ['access: read']});
	await here.ticket(1, {agent: 'codex', done: false, title: 'Patch'});
	const run = here.start('run');
	const item = await here.seen(event => event.type === 'item_opened');
	expect(item).toMatchObject({title: 'May TICKET-001 change patched.txt?', details: expect.arrayContaining(['add patched.txt', '+one line'])});
	expect(existsSync(path.join(here.path, 'patched.txt'))).toBe(false);
	await here.car('reply', '--allow');
	await here.seen(event => event.type === 'item_opened' && event.id === 'approval-1-2');
	await here.car('reply', '--allow');
	const {code} = await run.exited;
	expect([code, await here.git('show', 'HEAD:patched.txt')]).toEqual([0, 'one line']);
});

test('approval: --full-access -> nothing is asked', async () => {
	const here = await open(({round}) => round === 0 ? [{run: `git config car.test yes; ${finish(1)}`}] : [{text: 'Done.'}]);
	await here.ticket(1, {agent: 'codex', done: false, title: 'Configure'});
	const {code} = await here.car('run', '--full-access');
	expect([code, await here.git('config', 'car.test'), here.events().some(event => event.type === 'item_opened')]).toEqual([0, 'yes', false]);
});

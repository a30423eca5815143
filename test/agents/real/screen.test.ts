import process from 'node:process';
import {afterEach, expect, test} from 'vitest';
import {program} from '../../cli/car.js';
import {keys, startPty, type Pty} from '../../support/pty.js';
import {finish, type CodexPlace} from './codex-place.js';
import {placeForTest} from './place-for-test.js';

const open = placeForTest();
const screens: Pty[] = [];

afterEach(() => {
	for (const screen of screens.splice(0)) {
		screen.kill();
	}
});

const look = (here: CodexPlace): Pty => {
	const screen = startPty(process.execPath, [program, 'tui'], {
		cwd: here.path, env: here.env, columns: 100, rows: 30,
	});
	screens.push(screen);
	return screen;
};

/** Starts the run and opens the inbox where the agent wants approval for this command. */
const untilAsked = async (here: CodexPlace, command: string) => {
	const run = here.start('run');
	const screen = look(here);
	await screen.waitFor('1 for you');
	screen.type('3');
	await screen.waitFor(command);
	return {run, screen};
};

/** The agent wants approval for each command in turn, and then finishes its ticket. */
const asksFor = (...commands: readonly string[]) => ({round}: {readonly round: number}) => {
	const command = commands[round];
	if (command !== undefined) {
		return [{run: command, because: 'May I leave the sandbox?'}];
	}

	return round === commands.length ? [{run: finish(1)}] : [{text: 'Done.'}];
};

test('screen, codex asks for approval: y -> it runs; x -> it does not; each answers what is shown', async () => {
	const here = await open(asksFor('git config car.first yes', 'git config car.second yes'));
	await here.ticket(1, {agent: 'codex', done: false, title: 'Configure'});
	const {run, screen} = await untilAsked(here, 'git config car.first yes');
	screen.type('y');
	// What was answered stays on the screen until the human goes on.
	await screen.waitFor('answered by you');
	screen.type(keys.enter);
	await screen.waitFor('git config car.second yes');
	screen.type('x');
	const {code} = await run.exited;
	expect([code, await here.git('config', 'car.first'), await here.git('config', '--get-all', 'car.second').catch(() => 'unset')]).toEqual([0, 'yes', 'unset']);
	await screen.waitFor('nothing else waits');
});

test('screen, codex asks for approval twice for one thing: Y -> asked once', async () => {
	const here = await open(asksFor('git config car.test yes', 'git config car.test yes'));
	await here.ticket(1, {agent: 'codex', done: false, title: 'Configure'});
	const {run, screen} = await untilAsked(here, 'git config car.test yes');
	screen.type('Y');
	const {code} = await run.exited;
	expect([code, await here.git('config', 'car.test'), here.events().filter(event => event.type === 'item_opened').length]).toEqual([0, 'yes', 1]);
});

test('screen: Ctrl-N in a message while codex works -> it joins the turn, and the screen says so', async () => {
	const here = await open(({round, whole}) => {
		if (whole.includes('Make it blue')) {
			return whole.includes('colour.txt') ? [{text: 'Done.'}] : [{run: `echo blue > colour.txt; ${finish(1)}`}];
		}

		return round === 0 ? [{hold: 'gate'}, {run: 'true'}] : [{text: 'Done.'}];
	});
	await here.ticket(1, {agent: 'codex', done: false, title: 'Paint'});
	const run = here.start('run');
	await here.model.heard(() => true);
	const screen = look(here);
	await screen.waitFor('Paint');
	screen.type('i');
	await screen.waitFor('^n now');
	screen.type('Make it blue\u000E');
	await screen.waitFor('joined the turn');
	here.model.release('gate');
	const {code} = await run.exited;
	expect([code, await here.git('show', 'HEAD:colour.txt')]).toEqual([0, 'blue']);
	expect(here.events().filter(event => event.type === 'turn_finished')).toHaveLength(1);
});

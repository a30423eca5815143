import {readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, test} from 'vitest';
import type {EngineEvent} from '../../../source/engine/client/flow-client.js';
import {asking, createEvents} from '../../support/believable.js';
import {keys, type Pty} from '../../support/pty.js';
import {tellStories} from '../../support/screen/tui-session.js';

const {start} = tellStories();

/** What `stty` says of the terminal after the program, and that the screen is the shell's again. */
const inShell = (argv: readonly string[]): readonly string[] => ['/bin/sh', '-c', `${argv.map(part => `'${part}'`).join(' ')}; echo "left with $?"; stty -a`];

const expectRestored = async (pty: Pty): Promise<string> => {
	const screen = await pty.waitFor('left with');
	await pty.waitFor(/ icanon[^]* echo /);
	expect(pty.isAlternate()).toBe(false);
	const raw = pty.raw();
	expect(raw.lastIndexOf('\u001B[?25h')).toBeGreaterThan(raw.lastIndexOf('\u001B[?25l'));
	expect(raw.lastIndexOf('\u001B[?2004l')).toBeGreaterThan(raw.lastIndexOf('\u001B[?2004h'));
	expect(raw.lastIndexOf('\u001B[?7h')).toBeGreaterThan(raw.lastIndexOf('\u001B[?7l'));
	return screen;
};

/** The process of the program itself, below the shell. */
const childOf = (pid: number): number => Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);

describe('ways out', () => {
	test.each([['q', 'q'], ['Ctrl-C', keys.ctrlC]])('%s: the terminal is as it was, exit code 0', async (_, key) => {
		const {pty} = await start('running', {wrap: inShell});
		expect(pty.isAlternate()).toBe(true);
		pty.type(key);
		expect(await expectRestored(pty)).toContain('left with 0');
	});

	test.each<[NodeJS.Signals, number]>([['SIGTERM', 143], ['SIGHUP', 129], ['SIGINT', 130]])('%s: the terminal is as it was, exit code %d', async (signal, code) => {
		const {pty} = await start('running', {wrap: inShell});
		process.kill(childOf(pty.pid), signal);
		expect(await expectRestored(pty)).toContain(`left with ${code}`);
	});

	test('SIGINT twice: the terminal is as it was', async () => {
		const {pty} = await start('running', {wrap: inShell});
		const child = childOf(pty.pid);
		process.kill(child, 'SIGINT');
		process.kill(child, 'SIGINT');
		expect(await expectRestored(pty)).toContain('left with 130');
	});

	test.each(['Ctrl-Z', 'SIGTSTP'])('%s: the shell has its terminal, and after fg the screen comes back whole', async way => {
		const {pty} = await start('running', {
			wrap: argv => ['/bin/bash', '-c', `set -m; ${argv.map(part => `'${part}'`).join(' ')}; echo "stopped $?"; stty -a; read -r line; fg > /dev/null; echo "left with $?"; stty -a`],
		});
		// The minutes of the run go on.
		const still = (screen: string): string => screen.replace(/\d+h\d+m/v, '');
		const whole = still(await pty.waitFor(screen => screen.includes('documents.') && screen.includes('103.5k tokens')));
		if (way === 'Ctrl-Z') {
			pty.type('\u001A');
		} else {
			process.kill(childOf(pty.pid), 'SIGTSTP');
		}

		await pty.waitFor('stopped 148');
		await pty.waitFor(/ icanon/);
		expect(pty.isAlternate()).toBe(false);
		pty.type('\n');
		await pty.waitFor(screen => still(screen) === whole);
		expect(pty.isAlternate()).toBe(true);
		pty.type('q');
		expect(await expectRestored(pty)).toContain('left with 0');
	});

	test('SIGTERM while a reply is typed: the draft is on disk', async () => {
		const {pty, drafts} = await start('asking', {wrap: inShell});
		pty.type('r');
		await pty.waitFor('Your answer');
		pty.type('half a thought');
		await pty.waitFor('> half a thought');
		process.kill(childOf(pty.pid), 'SIGTERM');
		await expectRestored(pty);
		expect(readFileSync(path.join(drafts, 'car-dev-draft-20261122-010000-abcd-3.txt'), 'utf8')).toBe('half a thought');
	});

	test.each([
		['thrown by the update', {worker: null}],
		['thrown while drawing', {tickets: [null]}],
	])('an error %s: the terminal is as it was, one clear line, exit code 1', async (_, broken) => {
		const {pty, emit} = await start('running', {wrap: inShell});
		emit({type: 'snapshot', snapshot: {...asking(), ...broken}} as unknown as EngineEvent);
		const screen = await expectRestored(pty);
		expect(screen).toContain('left with 1');
		expect(screen).toContain('car tui broke: ');
	});
});

describe('hard lines and hard words', () => {
	test('a line that takes nothing: keys are taken all the same, and when it reads again it gets the newest frame, not all of them', async () => {
		const {pty, emit, asked} = await start('running', {columns: 140, rows: 40});
		const events = createEvents(500);
		pty.pause();
		const before = pty.bytes();
		for (let round = 1; round <= 40; round++) {
			emit(...Array.from({length: 50}, (_, line) => events.say(`round ${round} line ${line} ${'of many words '.repeat(5)}\n`)));
			await new Promise(resolve => {
				setTimeout(resolve, 60);
			});
		}

		// The run is asked to pause while not a byte can be written.
		pty.type('p');
		await asked(command => String(command.type).startsWith('pause'));
		pty.resume();
		await pty.waitFor('round 40 line 49');
		expect(pty.bytes() - before).toBeLessThan(60_000);
	});

	test('a line that takes nothing, and SIGTERM: the program ends', async () => {
		const {pty, emit} = await start('running', {columns: 140, rows: 40});
		const events = createEvents(500);
		pty.pause();
		for (let round = 1; round <= 20; round++) {
			emit(...Array.from({length: 50}, (_, line) => events.say(`round ${round} line ${line} ${'of many words '.repeat(5)}\n`)));
			await new Promise(resolve => {
				setTimeout(resolve, 60);
			});
		}

		pty.signal('SIGTERM');
		await new Promise<void>(resolve => {
			const look = setInterval(() => {
				try {
					process.kill(pty.pid, 0);
					if (readFileSync(`/proc/${pty.pid}/stat`, 'utf8').includes(') Z ')) {
						throw new Error('over');
					}
				} catch {
					clearInterval(look);
					resolve();
				}
			}, 20);
		});
	});

	test('everything hostile an agent can say, in every channel: not a title, a clipboard, a bell or a question reaches the terminal', async () => {
		const {pty, emit} = await start('running', {columns: 100, rows: 30});
		const events = createEvents(500);
		const before = pty.raw().length;
		const esc = '\u001B';
		const hostile = [
			`${esc}]0;owned\u0007`, `${esc}]52;c;ZWNobyBoaQ==\u0007`, `${esc}[6n${esc}[c${esc}[>c`, `${esc}Ptmux;${esc}${esc}]52;c;AA\u0007${esc}\\`, `${esc}[?1049l${esc}[?25h`, '\u0007\u0007', String.raw`${esc}]8;;http://evil${esc}\x`, '\u009D0;owned\u009C', '\u009B6n', `${esc}[2J${esc}[3J`, `${esc}c`, 'a\u202Eb', '\u0000\u0008\u007F', `${esc}_Gf=24;AAAA${esc}\\`, `${esc}]9;hi\u0007${esc}]777;notify;a;b\u0007`,
		];
		for (const text of hostile) {
			// Each as a whole, and torn in the middle.
			const half = Math.ceil(text.length / 2);
			emit(events.say(`${text}\n`), events.say(text.slice(0, half)), events.say(`${text.slice(half)}\n`), events.agent({
				type: 'output_delta', channel: 'tool', call_id: '9', text: `${text}\n`,
			}), events.agent({
				type: 'tool_call', call_id: '9', name: text, summary: text,
			}), events.agent({
				type: 'tool_result', call_id: '9', ok: false, summary: text, exit_code: 1,
			}), events.agent({type: 'notice', text}), events.agent({type: 'diff_updated', diff: `diff --git a/${text}\n+${text}\n`}));
		}

		emit(events.say('all was said\n'));
		pty.type('2');
		await pty.waitFor('all was said');
		pty.type('2kkkkOg');
		pty.resize(140, 40);
		await pty.waitFor('HELD');
		// What is left when the sequences of our own drawing are taken out holds no control character.
		const own = /\u001B\[(?:\?2026[hl]|[\d;]*[mHGCK]|m|2J)/g;
		expect(pty.raw().slice(before).replaceAll(own, '')).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202E]/);
		expect(pty.isAlternate()).toBe(true);
	});
});

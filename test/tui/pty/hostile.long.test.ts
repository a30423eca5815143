import {describe, expect, test} from 'vitest';
import {toEngine} from '../../../source/tui/effects/to-engine.js';
import type {Action, Message} from '../../../source/tui/message.js';
import {firstState, type AppState} from '../../../source/tui/state.js';
import {terminalTitle} from '../../../source/tui/terminal/attention.js';
import {graphemes, graphemeWidth} from '../../../source/domain/words/width.js';
import {update} from '../../../source/tui/update/update.js';
import {drawState} from '../../support/screen/draw.js';
import {createFakeClient} from '../../support/fake-flow-client.js';
import {harmful} from '../../support/screen/hostile.js';
import {hostileNight} from '../../support/screen/night.js';
import {keys, type Pty} from '../../support/pty.js';
import {tellStories} from '../../support/screen/tui-session.js';

process.env.TZ = 'UTC';

const {start} = tellStories();

/** Through every screen, with what the keys mean. */
const walk: ReadonlyArray<readonly [screen: string, typed: string, ...actions: Action[]]> = [
	['report', ''],
	['board', '1', 'show_tickets'],
	['ticket', keys.enter, 'open'],
	['end of the ticket', 'G', 'last'],
	['messages', 'm', 'talk'],
	['diff', `${keys.escape}d`, 'close', 'diff'],
	['agents', '1A', 'show_tickets', 'agent'],
	['runs', `${keys.escape}Hj`, 'close', 'runs', 'down'],
	['turns', keys.enter, 'open'],
	['workspace', 'wj', 'documents', 'down'],
	['document', keys.enter, 'open'],
	['doctor', 'c', 'doctor'],
	['palette', ':', 'palette'],
	['help', `${keys.escape}?`, 'close', 'help'],
	['inbox', `${keys.escape}3`, 'close', 'show_inbox'],
	['reply', 'r', 'go_on'],
];

/** The same walk in this process: the states that are to be seen. */
const expectedStates = async (salt: number, [columns, rows]: readonly [number, number]): Promise<readonly AppState[]> => {
	const {snapshot, repoName, history, checks} = hostileNight(salt);
	const client = createFakeClient({snapshot, history});
	let state = firstState({
		size: {columns, rows}, ascii: false, place: 'api', repoName, greeting: undefined, now: Date.now(),
	});
	const {load_page: load} = toEngine({client, examine: async () => checks}, message => {
		send(message);
	});
	const reads: Array<ReturnType<typeof load>> = [];
	const send = (message: Message): void => {
		const [next, effects] = update(state, message);
		state = next;
		for (const effect of effects) {
			if (effect.type === 'load_page') {
				reads.push(load(effect));
			}
		}
	};

	send({type: 'engine', events: [{type: 'snapshot', snapshot}]});
	const states: AppState[] = [];
	for (const stop of walk) {
		for (const action of stop.slice(2) as readonly Action[]) {
			send({type: 'act', action});
		}

		while (reads.length > 0) {
			await reads.shift();
		}

		states.push(state);
	}

	return states;
};

/** The letters of ASCII that do not stand where they belong: whatever a terminal makes of the others, these it must not move. */
const misplaced = (pty: Pty, frame: string): readonly string[] => frame.split('\n').flatMap((line, y) => {
	const wrong: string[] = [];
	let x = 0;
	for (const grapheme of graphemes(line)) {
		if (/^[!-~]$/.test(grapheme) && pty.cell(x, y) !== grapheme) {
			wrong.push(`row ${y} column ${x}: ${JSON.stringify(pty.cell(x, y))}, not ${grapheme}`);
		}

		x += graphemeWidth(grapheme);
	}

	return wrong;
});

/** Sequences of our own drawing. */
const own = /\u001B(?:\[(?:\?2026[hl]|\?7l|\?25l|\?1049h|\?2004h|22;0t|[\d;]*[mHGCK]|2J)|]2;[^\u0000-\u001F\u007F-\u009F]*\u001B\\)/g;

describe('everything that others write is hostile: titles, names of files, agents, questions, commits, diffs, checks', () => {
	test.each([[0, 140, 40], [5, 100, 30], [9, 80, 24], [13, 60, 20], [17, 40, 12]])('salt %d at %dx%d: on every screen each letter stands in its place, and nothing is set off', async (salt, columns, rows) => {
		const {pty} = await start('hostile', {columns, rows, env: {TUI_SALT: String(salt)}});
		const states = await expectedStates(salt, [columns, rows]);
		for (const [index, [screen, typed]] of walk.entries()) {
			pty.type(typed);
			const frame = drawState(states[index]!);
			await pty.waitFor(() => misplaced(pty, frame).length === 0).catch((error: unknown) => {
				throw new Error(`${screen}: ${misplaced(pty, frame).slice(0, 5).join('; ')}\n${frame}`, {cause: error});
			});
		}

		expect(pty.raw().replaceAll(own, '')).not.toMatch(harmful);
		expect([...new Set(pty.doings())]).toEqual([`title ${terminalTitle(states[0]!)}`]);
	});
});

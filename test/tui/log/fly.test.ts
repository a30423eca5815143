import {
	afterEach, describe, expect, test,
} from 'vitest';
import type {AgentEvent} from '../../../source/domain/event/agent-event.js';
import type {LogLine} from '../../../source/domain/event/flow-event.js';
import {
	runId, started, finished, writeRun, type RunWriter,
} from '../../support/write-run.js';
import {openRunLog} from '../../../source/engine/run-log/open-run-log.js';
import {layoutOf} from '../../../source/store/folder/layout.js';
import type {Action, Message} from '../../../source/tui/message.js';
import type {Effect, LogEffect, LogPerformers} from '../../../source/tui/effect.js';
import {createLogReader, lastTime, type LogReader} from '../../../source/tui/effects/read-log.js';
import {logRows, logStanding} from '../../../source/tui/select/log/log-rows.js';
import {mainHeader} from '../../../source/tui/select/headers.js';
import {firstState, type AppState} from '../../../source/tui/state.js';
import {update} from '../../../source/tui/update/update.js';
import {runState, running} from '../../support/believable.js';
import {loaded, runs, turns} from '../../support/screen/morning.js';

process.env.TZ = 'UTC';

const readers: LogReader[] = [];

afterEach(() => {
	for (const reader of readers.splice(0)) {
		reader.close();
	}
});

const perform = async <Type extends keyof LogPerformers>(performers: LogPerformers, effect: Effect<Type>): Promise<void> => performers[effect.type](effect);

type Screen = {
	state: AppState;
	/** What was asked for besides the log. */
	readonly asked: Effect[];
	readonly press: (...steps: ReadonlyArray<Action | Message>) => Promise<void>;
};

/** The state with everything that is read of the log done for it. The end of the last turn is in memory, as when the screen is opened. */
const open = async (run: RunWriter, change: Partial<AppState> = {}): Promise<Screen> => {
	const pending: Array<Promise<void>> = [];
	const send = (message: Message): void => {
		const [state, effects] = update(screen.state, message);
		screen.state = state;
		for (const effect of effects) {
			if (effect.type in reader.performers) {
				pending.push(perform(reader.performers, effect as LogEffect));
			} else {
				screen.asked.push(effect);
			}
		}
	};

	const reader = createLogReader({openLog: async id => openRunLog(layoutOf(run.repo), id)}, send);
	readers.push(reader);
	const screen: Screen = {
		state: {
			...firstState({
				size: {columns: 80, rows: 24}, ascii: false, place: 'api', repoName: 'api', greeting: undefined, now: 0,
			}), ...change,
		},
		asked: [],
		async press(...steps) {
			for (const step of steps) {
				send(typeof step === 'string' ? {type: 'act', action: step} : step);
				while (pending.length > 0) {
					await pending.shift();
				}
			}
		},
	};
	const log = run.log();
	// As the engine tells it: the events of the whole run, and of what was said the end of the last turn.
	const {leaf} = log.find({type: 'end'})!;
	const lines: LogLine[] = [...leaf.lines];
	for (let key = leaf.above; key !== null;) {
		const before = log.leaf(key);
		lines.unshift(...before.lines.filter(line => line.type !== 'agent_event'));
		key = before.above;
	}

	log.close();
	await screen.press({type: 'engine', events: [{type: 'snapshot', snapshot: running({run: runState({runId, seq: 1})})}, ...lines.map(line => line.type === 'agent_event' ? {type: 'agent_event', line} as const : {type: 'flow_event', event: line} as const)]}, 'show_log');
	return screen;
};

const shown = ({state}: Screen): readonly string[] => logRows(state).map(row => row.map(span => span.text).join(''));

const atCursor = (screen: Screen): string | undefined => shown(screen).find(row => row.startsWith('>'))?.slice(1);

const header = ({state}: Screen): string => mainHeader(state).map(span => span.text).join('');

const find = (text: string): ReadonlyArray<Action | Message> => ['find', {type: 'line_changed', text}, 'send'];

/** Enter on a turn in the list of the run's turns. */
const openTurn = (turn: number): ReadonlyArray<Action | Message> => [
	'runs',
	loaded({type: 'runs'}, {type: 'runs', runs: [{...runs[0]!, runId, number: 1}]}),
	'down',
	'open',
	loaded({type: 'run', runId, number: 1}, {type: 'run', turns: [{...turns[0]!, runId, turn}]}),
	'down',
	'open',
];

const say = (text: string): AgentEvent => ({type: 'output_delta', channel: 'message', text});

const tool = (call: string, text: string): AgentEvent => ({
	type: 'output_delta', channel: 'tool', call_id: call, text,
});

/** Three turns; the second says four thousand lines in pieces of a few letters, every hundredth an error. */
const night = async (): Promise<RunWriter> => {
	const run = await writeRun();
	run.flow({
		type: 'run_started', version: '2', config: {}, head: null, number: 1,
	});
	run.flow(started(1));
	run.say(1, say('the first turn\n'));
	run.flow(finished(1));
	run.flow(started(2));
	run.say(2, ...Array.from({length: 4000}, (_, index) => index + 1).flatMap((line): readonly AgentEvent[] => [
		say(`line ${line} `),
		say(`of the second turn${line % 500 === 0 ? ' with a needle' : ''}\n`),
		...(line % 1000 === 0
			? [{
				type: 'tool_result', call_id: '1', ok: false, summary: `boom ${line}`, exit_code: 1,
			} as const]
			: []),
	]));
	run.flow(finished(2));
	run.flow(started(3));
	run.say(3, say('the third turn\n'));
	return run;
};

describe('any turn, at any place', () => {
	test('page up from what happens now to the beginning of the run: every line, in order, none twice', async () => {
		const screen = await open(await night());
		const seen: string[] = [];
		await screen.press('up');
		for (let pages = 0; pages < 400 && !seen.includes(' the first turn'); pages++) {
			const rows = shown(screen).map(row => ` ${row.slice(1)}`);
			const known = seen.length === 0 ? -1 : rows.indexOf(seen[0]!);
			seen.unshift(...rows.slice(0, known === -1 ? rows.length : known));
			await screen.press('page_up');
			expect(screen.state.log.book?.leaves.length ?? 0).toBeLessThanOrEqual(24);
		}

		expect(seen.filter(row => row.startsWith(' line ')).map(row => Number(row.split(' ')[2]))).toEqual(Array.from({length: 4000}, (_, index) => index + 1));
	});

	test('a turn is opened: its heading under the cursor; down from there goes on into the next turn; Esc is back in the list, then to now', async () => {
		const screen = await open(await night());
		await screen.press(...openTurn(1));
		expect(atCursor(screen)).toBe('-- TICKET-001 turn 1 codex');
		expect(header(screen)).toContain('turn 1');
		await screen.press('next_turn');
		expect(atCursor(screen)).toBe('-- TICKET-002 turn 2 codex');
		await screen.press('close');
		expect(screen.state.pages.map(page => page.request.type)).toEqual(['runs', 'run']);
		await screen.press('show_log');
		expect(screen.state.log).toMatchObject({isFollowing: true, book: null});
		expect(shown(screen)).toContain(' the third turn');
	});

	test('g: the beginning of the turn, then of the run; G: follows', async () => {
		const screen = await open(await night());
		await screen.press(...openTurn(2), 'page_down', 'first');
		expect(atCursor(screen)).toBe('-- TICKET-002 turn 2 codex');
		await screen.press('first', 'down');
		expect(atCursor(screen)).toBe('the first turn');
		await screen.press('last');
		expect(screen.state.log.isFollowing).toBe(true);
	});

	test('a time: the first line at or after it', async () => {
		const screen = await open(await night());
		await screen.press('clock', {type: 'line_changed', text: '01:10'}, 'send');
		const {seq} = (screen.state.log.book!.lines.find(line => line.id === screen.state.log.cursor!.id)!);
		expect(Math.abs(seq - 600)).toBeLessThanOrEqual(1);
		await screen.press('clock', {type: 'line_changed', text: '25:00'}, 'send');
		expect(screen.state.notice?.text).toBe('25:00 is no time: 03:12, or 03:12:30');
	});

	test('a turn that is not there: says so and stays', async () => {
		const screen = await open(await night());
		await screen.press(...openTurn(9));
		expect(screen.state.notice?.text).toBe('Run #1 has no turn 9.');
		expect(screen.state.log.isFollowing).toBe(true);
	});

	test('held in an earlier turn while more is said: nothing moves, and it is counted', async () => {
		const run = await night();
		const screen = await open(run);
		await screen.press(...openTurn(1));
		const before = shown(screen);
		const {seq} = screen.state.tail.lines.at(-1)!;
		await screen.press({
			type: 'engine', events: [{
				type: 'agent_event', line: {
					seq: seq + 1, at: '2026-11-22T01:00:00.000Z', run_id: runId, type: 'agent_event', turn: 3, event: say('one\ntwo\n'),
				},
			}],
		});
		expect(shown(screen)).toEqual(before);
		expect(logStanding(screen.state)).toBe('HELD 2 new below: G');
	});
});

describe('searching', () => {
	test('from the end upwards, then on with N: each place once, counted', async () => {
		const screen = await open(await night());
		await screen.press(...find('with a needle'));
		const seen = [atCursor(screen)];
		expect(logStanding(screen.state)).toContain('/with a need~ 8 of 8');
		for (let presses = 0; presses < 7; presses++) {
			await screen.press('previous_hit');
			seen.push(atCursor(screen));
		}

		expect(seen).toEqual([4000, 3500, 3000, 2500, 2000, 1500, 1000, 500].map(line => `line ${line} of the second turn with a needle`));
		expect(logStanding(screen.state)).toContain('1 of 8');
		await screen.press('previous_hit');
		expect(screen.state.notice?.text).toBe('No more with a needle above.');
		await screen.press('next_hit');
		expect(atCursor(screen)).toBe('line 1000 of the second turn with a needle');
	});

	test('an expression that reaches over pieces; only this turn', async () => {
		const screen = await open(await night());
		await screen.press(...find('line 1?23 of'));
		expect(screen.state.log.find).toMatchObject({hits: 2, share: 1});
		await screen.press('find', 'next_scope', {type: 'line_changed', text: 'turn'}, 'send');
		expect(screen.state.log.find).toMatchObject({search: {turn: 2}, hits: 4002});
	});

	test('nothing found: says so', async () => {
		const screen = await open(await night());
		await screen.press(...find('no such words'));
		expect(screen.state.notice?.text).toBe('Nothing matches no such words.');
	});
});

describe('jumping', () => {
	test('[: errors that are not in memory are found in the files', async () => {
		const screen = await open(await night());
		await screen.press('choose_marks');
		const seen: Array<string | undefined> = [];
		for (let presses = 0; presses < 4; presses++) {
			await screen.press('previous_mark');
			seen.push(atCursor(screen));
		}

		expect(seen).toEqual(['! boom 4000 (exit 1)', '! boom 3000 (exit 1)', '! boom 2000 (exit 1)', '! boom 1000 (exit 1)']);
		await screen.press('previous_mark');
		expect(screen.state.notice?.text).toBe('No error above.');
	});
});

const work = async (): Promise<Screen> => {
	const run = await writeRun();
	run.flow({
		type: 'run_started', version: '2', config: {}, head: null, number: 1,
	});
	run.flow(started(1));
	run.say(
		1,
		{
			type: 'tool_call', call_id: '7', name: 'exec', summary: 'git diff',
		},
		tool('7', 'diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -1,3 +1,3 @@\n-old\n+new\n same\n'),
		{
			type: 'tool_result', call_id: '7', ok: true, summary: 'git diff', exit_code: 0,
		},
		{type: 'output_delta', channel: 'reasoning', text: 'I think.\n'},
		say('# Done\n- one item that is so long that it goes on in a second row here\n```ts\nconst a = 1;\n```\nUse `npm test` and **commit**.\n'),
	);
	return open(run);
};

describe('folds and looks', () => {
	test('output: folded with its size and exit code and its last lines; o unfolds and folds it', async () => {
		const screen = await work();
		const folded = shown(screen).filter(row => row !== '');
		expect(folded).toEqual([
			' -- TICKET-001 turn 1 codex',
			' $ exec git diff',
			' | [+] 7 lines of output, 79 B, exit 0',
			' | -old',
			' | +new',
			' |  same',
			' = git diff',
			' ~ I think.',
			' # Done',
			' - one item that is so long that it goes on in a',
			'   second row here',
			' ```ts',
			' const a = 1;',
			' ```',
			' Use `npm test` and **commit**.',
		]);
		await screen.press('fold');
		expect(atCursor(screen)).toBe('| diff --git a/a.ts b/a.ts');
		expect(shown(screen)).toContain(' | @@ -1,3 +1,3 @@');
		await screen.press('fold', 'last');
		expect(shown(screen).filter(row => row !== '')).toEqual(folded);
	});

	test('each look has its style, and its sign besides', async () => {
		const screen = await work();
		await screen.press('fold_tools');
		const style = (text: string): string | undefined => logRows(screen.state).flat().find(span => span.text === text)?.style;
		expect(['+new', '-old', '@@ -1,3 +1,3 @@', ' same', 'const a = 1;', '# Done', '`npm test`', '**commit**'].map(text => style(text))).toEqual(['good', 'bad', 'accent', 'dim', 'accent', 'title', 'accent', 'strong']);
	});

	test('a hit in folded output: is unfolded and shown', async () => {
		const screen = await work();
		await screen.press(...find('@@ -1,3'));
		expect(atCursor(screen)).toBe('| @@ -1,3 +1,3 @@');
	});

	test('y: while it follows, the last message; at the cursor, its block; Y: its line', async () => {
		const screen = await work();
		await screen.press('copy_block', 'previous_mark', 'down', 'down', 'copy_block', 'copy_line');
		expect(screen.asked.filter(effect => effect.type === 'copy')).toEqual([
			{type: 'copy', text: '# Done\n- one item that is so long that it goes on in a second row here\n```ts\nconst a = 1;\n```\nUse `npm test` and **commit**.', what: 'the message (6 lines, 124 B)'},
			{type: 'copy', text: 'diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -1,3 +1,3 @@\n-old\n+new\n same', what: 'the output (7 lines, 78 B)'},
			{type: 'copy', text: 'diff --git a/a.ts b/a.ts', what: 'the line (24 B)'},
		]);
	});

	test('e: the turn is written, and the path said', async () => {
		const screen = await work();
		await screen.press('export_turn');
		expect(screen.state.notice?.text).toBe(`Turn 1 is written to .codex-autorunner/exports/${runId}-turn-0001.md`);
	});
});

test.each([
	['2026-11-22T10:00:00Z', {hours: 3, minutes: 12, seconds: 0}, '2026-11-22T03:12:00.000Z'],
	['2026-11-22T10:00:00Z', {hours: 23, minutes: 5, seconds: 7}, '2026-11-21T23:05:07.000Z'],
])('a time of the day before %s: %j -> %s', (end, time, expected) => {
	expect(new Date(lastTime(Date.parse(end), time)).toISOString()).toBe(expected);
});

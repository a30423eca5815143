import {render} from 'ink-testing-library';
import {describe, expect, test} from 'vitest';
import type {RepositorySnapshot} from '../../../source/engine/client/flow-client.js';
import type {Action, Message} from '../../../source/tui/message.js';
import {MainScreen} from '../../../source/tui/screens/main-screen.js';
import {firstState} from '../../../source/tui/state.js';
import {widthOf} from '../../../source/domain/words/width.js';
import {
	aliveWorker, asking, createEvents, nightTickets, question, runState, running, snapshotOf,
} from '../../support/believable.js';
import {draw} from '../../support/screen/draw.js';

const work = (): Message => {
	const events = createEvents();
	return {
		type: 'engine', events: [
			events.flow({
				type: 'turn_started', turn: 15, ticket: '.codex-autorunner/tickets/TICKET-008.md', agent: 'codex', attempt: 1, conversation_id: 'c', prompt_sha256: '', replies: [], purpose: 'work',
			}),
			events.agent({type: 'output_delta', channel: 'reasoning', text: 'I compare both stores first.\n'}, 15),
			events.agent({
				type: 'tool_call', call_id: '1', name: 'exec', summary: 'npm run bench',
			}, 15),
			events.agent({
				type: 'tool_result', call_id: '1', ok: false, summary: 'connect ECONNREFUSED 127.0.0.1:5432', exit_code: 1,
			}, 15),
			events.agent({type: 'output_delta', channel: 'message', text: 'Postgres is not reachable here.\n'}, 15),
		],
	};
};

const now: Message = {type: 'ticked', now: Date.parse('2026-11-22T03:02:14.000Z')};

describe('the question on a phone', () => {
	test('40x12 with the reply open', () => {
		expect(draw({snapshot: asking(), size: [40, 12], steps: ['go_on', {type: 'line_changed', text: 'b, but keep the interface'}]})).toBe(`api   asks you         7/12   TICKET-008
1 of 2 · since 03:02
Postgres or SQLite for the job store?
a) Postgres: needs a server in CI
b) SQLite: one file, slower writes

What I found:
1. finding number 1
-- 13 more lines: pgdn --
> b, but keep the interface
enter send  ^j line  esc keeps draft
PAUSED  worker rests  nothing runs`);
	});

	test('40x12, nothing typed yet: space reads on', () => {
		expect(draw({snapshot: asking(), size: [40, 12], steps: ['go_on', 'page_down']})).toBe(`api   asks you         7/12   TICKET-008
1 of 2 · since 03:02
1. finding number 1
2. finding number 2
3. finding number 3
4. finding number 4
5. finding number 5
6. finding number 6
-- 8 more lines: space --
> your answer
enter send  ^j line  esc keeps draft
PAUSED  worker rests  nothing runs`);
	});
});

describe('a running turn', () => {
	test('80x24: list, log, keys, status', () => {
		expect(draw({snapshot: running(), size: [80, 16], steps: [work(), now]})).toBe(` 1 Tickets  ███░░ 7/12 done│ 2 Log  TICKET-008 turn 15 codex           following
 ✓ 001 Job table and migra~│ -- TICKET-008 turn 15 codex
 ✓ 002 Enqueue and claim w~│ ~ I compare both stores first.
 ✓ 003 Retry with back-off │ $ exec npm run bench
 ✓ 004 Dead letters        │ ! connect ECONNREFUSED 127.0.0.1:5432 (exit 1)
 ○ 005 Metrics endpoint    │ Postgres is not reachable here.
 ✗ 006 Rename the queue pa~│
 ✓ 007 Load test, 1000 job~│
>▶ 008 Choose the job stor~│
 · 009 Worker pool with gr~│
 ! 010 Admin page: list an~│
 · 011 Ask Dana for the st~│
 · 012 Docs and the change~│
 ✓5 ○1 ✗1 ▶1 !1 ·3         │
p pause  tab panes  enter open  e edit  d diff  ? keys  q leave, the run goes on
RUNNING  TICKET-008  7/12  turn 15  2m13s  92.4k tokens  worker alive`);
	});

	test('40x12, ASCII: one pane, other marks', () => {
		expect(draw({
			snapshot: running(), size: [40, 12], ascii: true, steps: ['show_tickets', now],
		})).toBe(` 1 Tickets  api ########------ 7/12 done
 + 004 Dead letters
 o 005 Metrics endpoint
 x 006 Rename the queue package   failed
 + 007 Load test, 1000 jobs/s
>* 008 Choose the job store and~ running
 . 009 Worker pool with graceful stop
 ! 010 Admin page: list and retry broken
 . 011 Ask Dana for the staging p~ yours
 . 012 Docs and the changelog
p pause  tab panes  ? keys  q leave
RUNNING  TICKET-008  7/12  2m14s`);
	});

	test('stop: asks in the footer before it does anything', () => {
		expect(draw({snapshot: running(), size: [40, 10], steps: ['stop']}).split('\n').at(-2)).toBe('Stop run and agent now? y yes  esc no');
	});

	test('full access: is said, also where there is little room', () => {
		for (const columns of [40, 60, 80, 140]) {
			expect(draw({snapshot: running({fullAccess: true, inbox: asking().inbox}), size: [columns, 12]}).split('\n').at(-1), `${columns}`).toMatch(/^RUNNING .*FULL ACCESS$/);
		}
	});
});

describe('what rests', () => {
	test('a dead worker: its last words, and the key that goes on', () => {
		const worker = {
			...aliveWorker, life: 'dead', silentSeconds: 700, lastWords: 'JavaScript heap out of memory',
		} as const;
		expect(draw({snapshot: running({worker}), size: [60, 10]})).toBe(` 2 Log  TICKET-008 turn 14 codex
 The agent has said nothing yet.

 The worker is gone; its last words: JavaScript heap out of
 memory
 Nothing runs. r goes on where it stopped.


r go on  tab panes  i message  : actions  ? keys  q leave
DEAD  TICKET-008  7/12  turn 14  worker dead: r goes on`);
	});

	test('a view over the narrow inbox: the status line says what its header said', () => {
		const status = (steps: readonly Action[]): string => draw({snapshot: asking(), size: [60, 20], steps}).split('\n').at(-1) ?? '';
		expect(status(['show_inbox'])).toBe('PAUSED  worker rests  nothing runs');
		expect(status(['show_inbox', 'doctor'])).toBe('PAUSED  TICKET-008  worker rests  2 for you: press 3');
	});

	test('a silent worker: for how long, and that it may only be suspended', () => {
		const screen = draw({snapshot: running({worker: {...aliveWorker, life: 'silent', silentSeconds: 12}}), size: [80, 10]});
		expect(screen.split('\n').at(-1)).toBe('SILENT  TICKET-008  7/12  turn 14  92.4k tokens  worker silent 12 s');
		expect(screen).toContain('The worker has been silent for 12 s.');
	});

	test('a limit: until when', () => {
		const snapshot = running({
			run: runState({
				reasonCode: 'waiting_limit', reason: 'usage limit reached', until: '2026-11-22T04:10:00.000Z', openTurn: null,
			}),
		});
		expect(draw({snapshot, size: [80, 10]}).split('\n').at(-1)).toBe('WAITING until 04:10  TICKET-008  7/12  turn 14  92.4k tokens  worker alive');
	});
});

describe('empty states say what to do', () => {
	test.each<[string, RepositorySnapshot, readonly string[]]>([
		['not initialised', snapshotOf({initialised: false}), ['This repository is not set up.', 'Leave with q and run: car init']],
		['no tickets', snapshotOf(), ['No tickets yet.', 'Press a to add one, then r to run it.']],
		['no run', snapshotOf({tickets: nightTickets()}), ['Press r to start one: it shows first what would happen.']],
	])('%s', (_, snapshot, sentences) => {
		const screen = draw({snapshot, size: [140, 12]});
		for (const sentence of sentences) {
			expect(screen).toContain(sentence);
		}
	});

	test('an empty inbox: what comes there', () => {
		expect(draw({snapshot: running(), size: [80, 12], steps: ['show_inbox']})).toContain('Nothing waits for you.');
	});
});

describe('other views', () => {
	test('a broken ticket: the problem, its line and the mend before its text', () => {
		const screen = draw({snapshot: running(), size: [60, 14], steps: ['show_tickets', 'down', 'down', 'open']});
		expect(screen).toBe(` TICKET-010.md                                        1 more
! line 3: \`done\` is the text "no", not true or false
  mend: write \`done: false\`
  e opens it in the editor

! broken  codex  no turn yet

---
agent: codex
done: "no"
---

esc close  p pause  e edit  ? keys  q leave, the run goes on
RUNNING  TICKET-008  7/12  turn 14  2m14s  worker alive`);
	});

	test('the start card: what is red first', () => {
		expect(draw({
			snapshot: snapshotOf({tickets: nightTickets()}), size: [60, 10], steps: ['go_on', {
				type: 'checked', lines: [
					{
						level: 'good', name: 'branch', text: 'main', mend: '',
					},
					{
						level: 'bad', name: 'trust', text: 'one command waits for your yes', mend: 'car trust',
					},
				],
			}],
		})).toBe(` Start a run
Something must be mended first.

STOP trust: one command waits for your yes
     > leave with q, then in the shell: car trust
ok   branch: main


esc close  q leave
NO RUN`);
	});

	test('the start card: nothing but files that are not committed stands in the way', () => {
		expect(draw({
			snapshot: snapshotOf({tickets: nightTickets()}), size: [60, 10], steps: ['go_on', {
				type: 'checked', lines: [{
					level: 'bad', name: 'tree', text: 'two files are not committed', mend: 'commit or stash them, or car run --dirty',
				}],
			}],
		})).toBe(` Start a run
Files are not committed: D starts as it is.

STOP tree: two files are not committed
     > commit or stash them, or press D



D start as it is  esc close  q leave
NO RUN`);
	});

	test('an open ticket whose file went away: says so, and no key that needs it is offered', () => {
		const gone: Message = {type: 'engine', events: [{type: 'snapshot', snapshot: running({tickets: []})}]};
		expect(draw({snapshot: running(), size: [60, 10], steps: ['show_tickets', 'open', gone, now]}).split('\n').filter(line => line !== '')).toEqual([
			' TICKET-008.md',
			'This ticket is not on the disk any more. esc closes.',
			'esc close  p pause  ? keys  q leave, the run goes on',
			'RUNNING  TICKET-008  turn 14  2m14s  worker alive',
		]);
	});

	test('a long title of a new ticket: is wrapped, not cut', () => {
		const screen = draw({snapshot: running(), size: [40, 12], steps: ['show_tickets', 'add', {type: 'line_changed', text: 'A title that is longer than the forty columns of a phone'}]});
		expect(screen.split('\n').slice(-6, -1)).toEqual([
			'Title of the new ticket:',
			'> A title that is longer than the forty',
			'  columns of a phone',
			'',
			'enter make the ticket  esc close',
		]);
	});

	test('before the first reading: nothing is claimed', () => {
		const {lastFrame, unmount} = render(<MainScreen state={firstState({
			size: {columns: 60, rows: 10}, ascii: false, place: 'api', repoName: 'api', greeting: undefined, now: 0,
		})} theme={{color: false}} send={() => undefined} isElsewhere={false}/>);
		expect(lastFrame()?.split('\n').at(-1)?.trim()).toBe('READING');
		unmount();
	});

	test('an approval: its keys are in the footer', () => {
		const inbox = [question({
			id: 'req-1', kind: 'approval', title: 'run npm publish', body: 'codex wants to run: npm publish', attachments: [],
		})];
		expect(draw({snapshot: running({inbox}), size: [80, 12], steps: ['show_inbox']}).split('\n').at(-2)).toBe('y once  x deny  Y session  p pause  tab panes  ? keys  q leave, the run goes on');
	});

	test('below 40x10: one line', () => {
		expect(draw({snapshot: running(), size: [20, 5]})).toBe('needs 40x10');
		expect(draw({snapshot: running(), size: [39, 30]})).toBe('car needs 40x10; q leaves');
	});
});

test('every view at odd sizes: never higher or wider than the screen', () => {
	const views: ReadonlyArray<ReadonlyArray<Action | Message>> = [
		[],
		['show_log'],
		['show_inbox'],
		['help'],
		['go_on'],
		['show_tickets', 'open'],
		['add'],
		['go_on', {type: 'pasted', text: `${'日本語 👍 long '.repeat(40)}\nsecond`}],
	];
	for (const size of [[79, 24], [40, 10], [1, 1]] as const) {
		for (const snapshot of [asking(), running(), snapshotOf({initialised: false})]) {
			for (const steps of views) {
				const lines = draw({snapshot, size, steps: [work(), ...steps]}).split('\n');
				const place = `${size.join('x')} ${JSON.stringify(steps).slice(0, 40)}`;
				expect(lines.length, place).toBeLessThanOrEqual(size[1]);
				expect(Math.max(...lines.map(line => widthOf(line))), place).toBeLessThanOrEqual(size[0]);
			}
		}
	}
});

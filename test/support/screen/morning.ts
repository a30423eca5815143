import type {FlowEvent} from '../../../source/domain/event/flow-event.js';
import type {Report} from '../../../source/domain/report/build-report.js';
import type {
	CheckLine, DocumentView, InboxEntry, MessageText, RunView, TicketHistory, TurnEntry,
} from '../../../source/engine/client/flow-client.js';
import type {Message} from '../../../source/tui/message.js';
import type {PageData, PageRequest} from '../../../source/tui/page.js';
import {
	nightTickets, question, runState, ticketView,
} from '../believable.js';
import {ticketPath} from '../flow-log.js';

/** What a human finds in the morning: the pages behind the board of `believable.ts`. */
export const runId = '20261122-010000-abcd';

export const turn = (number: number, ticket: number, change: Partial<TurnEntry> = {}): TurnEntry => ({
	runId,
	run: 3,
	turn: number,
	ticket: ticketPath(ticket),
	agent: 'codex',
	purpose: 'work',
	attempt: 1,
	at: `2026-11-22T0${Math.floor(number / 6)}:${String((number % 6) * 10).padStart(2, '0')}:00.000Z`,
	outcome: 'completed',
	seconds: 372,
	tokens: {input: 40_000, output: 3100, total: 43_100},
	diffStats: {files: 4, insertions: 120, deletions: 14},
	lastWords: 'The job table stands.',
	...change,
});

export const turns: readonly TurnEntry[] = [
	turn(12, 7),
	turn(13, 8, {
		outcome: 'failed', attempt: 5, lastWords: 'stream error: connection reset by peer while reading the response of the provider', diffStats: {files: 0, insertions: 0, deletions: 0},
	}),
	turn(14, 8, {
		outcome: null, seconds: 0, tokens: null, diffStats: {files: 0, insertions: 0, deletions: 0}, lastWords: '',
	}),
];

const asked: MessageText = {
	runId,
	number: 3,
	kind: 'asks',
	title: 'Postgres or SQLite for the job store?',
	at: '2026-11-22T03:02:00.000Z',
	turn: 13,
	receipt: null,
	body: 'Postgres or SQLite for the job store?\na) Postgres: needs a server in CI\nb) SQLite: one file, slower writes',
	attachments: [`.codex-autorunner/runs/${runId}/dispatch_history/0003/numbers.csv`],
};

export const messages: readonly MessageText[] = [
	{
		...asked, number: 1, kind: 'tells', title: 'ジョブ表を作りました: the job table stands', at: '2026-11-22T02:10:00.000Z', turn: 12, body: 'Migrations run both ways. 日本語の説明も書きました。', attachments: [],
	},
	asked,
	{
		...asked, number: 1, kind: 'reply', title: 'your answer to 3', at: '2026-11-22T03:40:00.000Z', turn: 14, receipt: 'delivered', body: 'b, but keep the interface', attachments: [],
	},
];

export const history: TicketHistory = {
	turns: turns.filter(one => one.ticket === ticketPath(8)),
	commits: [
		{
			hash: 'a3f91c2d4e5f60718293a4b5c6d7e8f901234567', kind: 'checkpoint', run: 3, turn: 13, at: '2026-11-22T02:20:00.000Z',
		},
	],
	proofs: [
		{
			run: 3, turn: 13, at: '2026-11-22T02:21:00.000Z', isBaseline: true, results: [{
				command: 'npm test', exit_code: 0, before: null, seconds: 31, tail: '',
			}],
		},
		{
			run: 3, turn: 13, at: '2026-11-22T02:30:00.000Z', isBaseline: false, results: [{
				command: 'npm test', exit_code: 1, before: 0, seconds: 33, tail: 'store.test.ts\n  expected 1000 to be 999',
			}],
		},
	],
	messages,
};

export const diff = `TICKET 8, since its beginning, with what is not committed yet: a3f91c2d4..now

 source/store/job-store.ts | 4 ++--
 1 file changed, 2 insertions(+), 2 deletions(-)

diff --git a/source/store/job-store.ts b/source/store/job-store.ts
index 3a1f9c2..9be01d4 100644
--- a/source/store/job-store.ts
+++ b/source/store/job-store.ts
@@ -12,7 +12,7 @@ export const openJobStore = (file: string): JobStore => {
-	const jobs = JSON.parse(readFileSync(file, 'utf8'));
-	// 全部読み込む
+	const database = new Database(file, {readonly: false, fileMustExist: false, timeout: 5000});
+	database.pragma('journal_mode = WAL');
`;

const work = {
	turns: 0, seconds: 0, diffStats: {files: 0, insertions: 0, deletions: 0}, tokens: null, commits: [], isTouched: false,
};

/** A bad night: little is proven, one thing failed, two wait, and most of the time nothing worked. */
export const report: Report = {
	since: '2026-11-21T22:10:00.000Z',
	until: '2026-11-22T07:05:00.000Z',
	configTrouble: null,
	isWorkerDead: false,
	run: runState({
		status: 'paused', reasonCode: 'question', reason: 'TICKET-008 asks: Postgres or SQLite for the job store?', next: 'answer it: car reply', openTurn: null, since: '2026-11-22T03:02:00.000Z',
	}),
	turns: {completed: 9, failed: 3, interrupted: 0},
	tickets: nightTickets().slice(5).map(ticket => {
		const groups: Readonly<Record<number, Report['tickets'][number]['group']>> = {
			6: 'failed', 7: 'proven', 8: 'waiting', 10: 'broken', 11: 'waiting',
		};
		const done = ticket.number === 7 || ticket.number === 6;
		return {
			...ticket, ...work, group: groups[ticket.number] ?? 'not_started',
			...done
				? {
					turns: 3, seconds: 1500, diffStats: {files: 6, insertions: 210, deletions: 40}, tokens: {input: 90_000, output: 8000, total: 98_000}, commits: ['5c6d7e8f90', 'a3f91c2d4e'],
				}
				: {},
		};
	}),
	doneBefore: 5,
	inbox: [
		{
			id: '3', kind: 'question', ticket: ticketPath(8), title: 'Postgres or SQLite for the job store?', since: '2026-11-22T03:02:00.000Z', next: 'car reply --to 3',
		},
	],
	notices: [{runId, dispatch: 1, title: 'ジョブ表を作りました: the job table stands'}],
	time: {
		agents: 5400, retries: 840, checks: 420, limits: 7200, human: 14_580, other: 60,
	},
	tokens: {input: 410_000, output: 39_000, total: 449_000},
};

export const runs: readonly RunView[] = [
	{
		runId: '20261120-210000-aaaa', number: 1, status: 'completed', reasonCode: null, reason: null, startedAt: '2026-11-20T21:00:00.000Z', finishedAt: '2026-11-20T23:00:00.000Z', turns: 8, seconds: 2900, tokens: 210_000,
	},
	{
		runId: '20261121-020000-bbbb', number: 2, status: 'failed', reasonCode: null, reason: 'line 48 of the log is damaged', startedAt: '2026-11-21T02:00:00.000Z', finishedAt: null, turns: 3, seconds: 600, tokens: 31_000,
	},
	{
		runId, number: 3, status: 'paused', reasonCode: 'question', reason: 'TICKET-008 asks: Postgres or SQLite for the job store?', startedAt: '2026-11-22T01:00:00.000Z', finishedAt: null, turns: 14, seconds: 5400, tokens: 449_000,
	},
];

export const documents: readonly DocumentView[] = [
	{
		path: '.codex-autorunner/workspace/active_context.md', name: 'active_context.md', bytes: 1840, isPinned: true,
	},
	{
		path: '.codex-autorunner/workspace/decisions.md', name: 'decisions.md', bytes: 0, isPinned: true,
	},
	{
		path: '.codex-autorunner/workspace/spec.md', name: 'spec.md', bytes: null, isPinned: true,
	},
	{
		path: '.codex-autorunner/workspace/notes/ideas.md', name: 'notes/ideas.md', bytes: 420, isPinned: false,
	},
];

export const checks: readonly CheckLine[] = [
	{
		level: 'good', name: 'branch', text: 'main, clean', mend: '',
	},
	{
		level: 'warning', name: 'notifications', text: 'no notify.command: only the screen tells that something waits', mend: 'for example notify: {command: [notify-send, car]} in the configuration; car notify test tries it',
	},
	{
		level: 'bad', name: 'agent codex', text: 'codex is not on the PATH', mend: 'install it: npm install -g @openai/codex',
	},
];

export const approval = (change: Partial<InboxEntry> = {}): InboxEntry => question({
	id: 'approval-req-1',
	kind: 'approval',
	title: 'May TICKET-008 change files?',
	since: '2026-11-22T03:00:00.000Z',
	body: 'change files',
	attachments: [],
	approval: {
		kind: 'file_change', description: 'The migration needs a new lock file', cwd: '/srv/api', diff: '--- a/package.json\n+++ b/package.json\n@@ -8,1 +8,2 @@\n-	"pg": "^8.0.0"\n+	"better-sqlite3": "^12.0.0"', deniedAt: '2026-11-22T03:10:00.000Z',
	},
	...change,
});

/** What the disk says to a page that was asked for. */
export const loaded = (request: PageRequest, data: PageData): Message => ({type: 'page_loaded', request, data});

/** The board with titles that are long, and not of this alphabet. */
export const longTickets = () => [
	...nightTickets().map(ticket => ticket.number <= 8
		? {
			...ticket, turns: 2, seconds: ticket.number * 372, tokens: ticket.number * 21_300,
		}
		: ticket),
	ticketView(13, {
		title: '再試行の間隔を設定できるようにして、最大回数を超えたら通知する', turns: 2, seconds: 3720, tokens: 1_204_000,
	}),
	ticketView(14, {title: 'Make the retry interval configurable, and tell the human when the last attempt has failed for good', agent: 'claude', model: 'opus'}),
];

/** An event that says the run came to rest at this time. */
export const restedAt = (at: string): FlowEvent => ({
	seq: 900, at, run_id: runId, type: 'run_state_changed', status: 'paused', reason_code: 'question', reason: 'TICKET-008 asks', reason_details: [], next: null, until: null,
});

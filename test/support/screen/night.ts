import type {CheckLine, History, RepositorySnapshot} from '../../../source/engine/client/flow-client.js';
import {asking, runState} from '../believable.js';
import {infest} from './hostile.js';
import {
	checks, diff, documents, history, longTickets, messages, report, runs, turns,
} from './morning.js';

/** What is read on demand behind the board of `believable.ts`, the report apart: it would open by itself. */
export const nightHistory: Partial<History> = {
	ticket: async () => history,
	runs: async () => runs,
	turns: async () => turns,
	talk: async () => messages,
	message: async () => messages[1],
	ticketDiff: async () => diff,
	commitDiff: async () => diff,
	file: async () => '# What is going on\n\nThe queue moves into the store package.\n',
	documents: async () => documents,
};

/** A night that waits at a question, with something hostile in every text. Nothing on its screens moves with the clock. */
export const hostileNight = (salt: number): {readonly snapshot: RepositorySnapshot; readonly repoName: string; readonly history: Partial<History>; readonly checks: readonly CheckLine[]} => ({
	snapshot: infest(asking({
		tickets: longTickets(), run: runState({
			status: 'paused', reasonCode: 'question', reason: 'TICKET-008 asks: Postgres or SQLite for the job store?', next: 'answer it: r opens the reply', openTurn: null,
		}),
	}), salt),
	repoName: infest({name: 'api'}, salt).name,
	history: {
		...Object.fromEntries(Object.entries(nightHistory).map(([name, read]) => [name, async () => infest({text: await (read as () => Promise<unknown>)()}, salt).text])),
		report: async () => infest(report, salt),
	},
	checks: infest(checks, salt),
});

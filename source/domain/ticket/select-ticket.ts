import {
	isDone, type TicketEntry, type TicketFolder, type TicketProblem,
} from './ticket.js';

export type FolderFinding = {readonly path: string; readonly problem: TicketProblem};

export type Selection
	= | {readonly type: 'ticket'; readonly entry: TicketEntry}
		| {readonly type: 'user'; readonly entry: TicketEntry}
		/** Everything that can be chosen is broken or cannot be trusted to be in order. */
		| {readonly type: 'broken'; readonly problems: readonly FolderFinding[]}
		/** Nothing else can run; these wait for a human. */
		| {readonly type: 'waiting'; readonly entries: readonly TicketEntry[]}
		/** Open tickets that come after tickets that are not done, and none of them waits for a human. */
		| {readonly type: 'blocked'; readonly entries: readonly TicketEntry[]}
		| {readonly type: 'all_done'}
		| {readonly type: 'no_tickets'};

export type SelectOptions = {
	/** Repository path of the ticket that was worked on last. */
	readonly current: string | null;
	/** Repository paths of tickets that wait for an answer. */
	readonly waiting: ReadonlySet<string>;
	/** Repository paths whose question was answered, the one to prefer first. */
	readonly first: readonly string[];
	/** Repository paths of done tickets whose checks have not run. */
	readonly unchecked: ReadonlySet<string>;
};

/** Everything that keeps the folder from being trusted: any problem of an open ticket, numbers used twice, misnamed files. */
const findingsOf = (folder: TicketFolder): readonly FolderFinding[] => [
	...folder.entries.flatMap(entry => {
		const open = !isDone(entry);
		return entry.problems.filter(({code}) => open || code === 'duplicate_number').map(problem => ({path: entry.path, problem}));
	}),
	...folder.strays,
];

const chosen = (entry: TicketEntry): Selection => entry.ticket?.agent === 'user' ? {type: 'user', entry} : {type: 'ticket', entry};

/**
 * Chooses what to work on. The current ticket is sticky while it exists, is not done and does not wait, even when it is broken; otherwise the whole folder must be in order.
 * The folder must have been linted. A ticket that says `done: true` counts as done even when another field of it is wrong.
 */
export const selectTicket = (folder: TicketFolder, options: SelectOptions): Selection => {
	const current = options.current === null ? undefined : folder.entries.find(({path}) => path === options.current);
	if (current !== undefined && !isDone(current) && !options.waiting.has(current.path)) {
		return chosen(current);
	}

	const problems = findingsOf(folder);
	if (problems.length > 0) {
		return {type: 'broken', problems};
	}

	if (folder.entries.length === 0) {
		return {type: 'no_tickets'};
	}

	const open = folder.entries.filter(entry => !isDone(entry) || options.unchecked.has(entry.path));
	if (open.length === 0) {
		return {type: 'all_done'};
	}

	const notDone = new Set(open.map(({number}) => number));
	const canRun = (entry: TicketEntry): boolean => !options.waiting.has(entry.path) && (entry.ticket?.after.every(number => !notDone.has(number)) ?? false);
	for (const path of options.first) {
		const entry = open.find(candidate => candidate.path === path);
		if (entry !== undefined && canRun(entry)) {
			return chosen(entry);
		}
	}

	const next = open.find(entry => canRun(entry));
	if (next !== undefined) {
		return chosen(next);
	}

	const waiting = open.filter(({path}) => options.waiting.has(path));
	return waiting.length > 0 ? {type: 'waiting', entries: waiting} : {type: 'blocked', entries: open};
};

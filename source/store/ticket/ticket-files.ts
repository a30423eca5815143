import fs from 'node:fs';
import path from 'node:path';
import {lintFolder} from '../../domain/ticket/lint-tickets.js';
import {isEditorFile, ticketNumberOf} from '../../domain/ticket/ticket-name.js';
import type {
	StrayFile, TicketEntry, TicketFolder, TicketProblem,
} from '../../domain/ticket/ticket.js';
import {errorCode} from '../file/durable-write.js';
import {layoutOf, repositoryPath} from '../folder/layout.js';
import {sleep} from '../file/sleep.js';
import {returnTaken} from './take-away.js';
import {
	entryOf, hashOf, looksTorn, refusal, stray, unread, type TicketFile,
} from './ticket-entry.js';
import {awaitWriters, readStable, unsettledFor} from './settled-file.js';

export type TicketReader = {
	/** Reads the folder as it is now. What did not change since the last call is the very same object, the folder included. With `touched` only files of these names are looked at again, and new ones: the others are believed to be as they were. */
	readonly read: (knownAgents: readonly string[] | null, touched?: ReadonlySet<string>) => TicketFolder;
};

/** What a file is known by between two reads. */
type Known = {
	readonly size: number;
	readonly changed: number;
	readonly modified: number;
	readonly inode: number;
	/** Kernel time goes in steps of some milliseconds: a file read right after its change may change again without a new time, so it is read once more. */
	readonly settled: boolean;
	readonly entry: TicketEntry;
};

/** Two steps of the coarsest kernel clock (100 Hz), and some room. */
const clockStep = 50;

/** So often, and with so many milliseconds in between, a ticket is looked for that was there a moment ago. */
const mostLooks = 5;
const betweenLooks = 10;

/**
 * A reader of the ticket folder of one repository. It keeps what it read: among unchanged tickets a call costs one listing and a look at each file's times. Nothing that lies in the folder makes it throw.
 * A ticket that may be half written is waited for, a moment at most; with `whenTorn: 'tell'` only where nothing was known of it. One that is gone may be on its way from an editor, which renames it before it writes it again: it is looked for again.
 */
export const createTicketReader = (repo: string, {whenTorn = 'wait'}: {readonly whenTorn?: 'wait' | 'tell'} = {}): TicketReader => {
	const {tickets: folder, trash} = layoutOf(repo);
	let known = new Map<string, Known>();
	let agentsKey = '';
	let last: {readonly entries: readonly TicketEntry[]; readonly strays: readonly StrayFile[]; readonly folder: TicketFolder} | undefined;

	const prefix = repositoryPath(repo, folder);
	const fileOf = (name: string, number: number): TicketFile => ({path: `${prefix}/${name}`, name, number});
	const unreadable = (name: string, number: number, before: Known | undefined, why: string): Known => {
		const problem: TicketProblem = {code: 'unreadable', message: `The file cannot be read: ${why}.`, mend: 'Check its permissions and its name.'};
		const unchanged = before?.entry.problems[0]?.message === problem.message;
		return {
			size: -1, changed: 0, modified: 0, inode: 0, settled: false, entry: unchanged ? before.entry : unread(fileOf(name, number), problem),
		};
	};

	const readOne = (name: string, number: number, knownAgents: readonly string[] | null, mayWait = true): Known | undefined => {
		// Ten thousand times on every look: nothing here that the first comparison does not need.
		const absolute = `${folder}${path.sep}${name}`;
		const before = known.get(name);
		const now = Date.now();
		const keep = (stat: fs.Stats, entry: TicketEntry): Known => ({
			size: stat.size, changed: stat.ctimeMs, modified: stat.mtimeMs, inode: stat.ino, settled: now - Math.max(stat.ctimeMs, stat.mtimeMs) > clockStep, entry,
		});
		try {
			const stat = fs.lstatSync(absolute, {throwIfNoEntry: false});
			if (stat === undefined) {
				// Gone since it was listed; or its name is not UTF-8, and then nobody can ask for it by name.
				return name.includes('\uFFFD') ? unreadable(name, number, before, 'its name is not UTF-8 text') : undefined;
			}

			const same = before?.size === stat.size && before.changed === stat.ctimeMs && before.modified === stat.mtimeMs && before.inode === stat.ino;
			if (same && before.settled) {
				return before;
			}

			const file = fileOf(name, number);
			const problem = refusal(stat);
			if (problem !== undefined) {
				return keep(stat, before?.entry.problems[0]?.message === problem.message ? before.entry : unread(file, problem));
			}

			const {bytes, stat: read} = readStable(absolute);
			const hash = hashOf(bytes);
			if (before?.entry.hash === hash) {
				return keep(read, before.entry);
			}

			const entry = entryOf(file, bytes, hash, knownAgents);
			const isWaitedFor = mayWait && looksTorn(entry) && unsettledFor(read.mtimeMs) > 0 && (whenTorn === 'wait' || before === undefined);
			return isWaitedFor ? readLater(name, number, knownAgents) : keep(read, entry);
		} catch (error) {
			return errorCode(error) === 'ENOENT' ? undefined : unreadable(name, number, before, error instanceof Error ? error.message.split(',', 1)[0] ?? '' : String(error));
		}
	};

	/** Somebody empties it and writes it slowly: the one case in which a look takes its time. */
	const readLater = (name: string, number: number, knownAgents: readonly string[] | null): Known | undefined => {
		awaitWriters(path.join(folder, name));
		return readOne(name, number, knownAgents, false);
	};

	const lookAt = (listing: readonly string[], knownAgents: readonly string[] | null, touched: ReadonlySet<string> | undefined) => {
		const next = new Map<string, Known>();
		const tickets: Array<{readonly number: number; readonly known: Known}> = [];
		const strays: StrayFile[] = [];
		for (const name of listing) {
			const number = ticketNumberOf(name);
			if (number === undefined) {
				if (!isEditorFile(name) && fs.lstatSync(path.join(folder, name), {throwIfNoEntry: false})?.isDirectory() !== true) {
					strays.push(stray(repo, folder, name));
				}

				continue;
			}

			const before = known.get(name);
			const found = touched === undefined || before?.settled !== true || touched.has(name) ? readOne(name, number, knownAgents) : before;
			if (found !== undefined) {
				next.set(name, found);
				tickets.push({number, known: found});
			}
		}

		return {next, tickets, strays};
	};

	return {
		read(knownAgents, touched) {
			const key = JSON.stringify(knownAgents);
			if (key !== agentsKey) {
				known = new Map();
				agentsKey = key;
			}

			const listing = list(folder, trash);
			if (listing === undefined) {
				known = new Map();
				last = undefined;
				return {entries: [], strays: [], missing: true};
			}

			let looked = lookAt(listing, knownAgents, touched);
			for (let look = 0; look < mostLooks && looked.next.size < known.size; look++) {
				sleep(betweenLooks);
				looked = lookAt(list(folder, trash) ?? [], knownAgents, touched);
			}

			const {next, tickets, strays} = looked;
			known = next;
			const entries = tickets.toSorted((one, other) => one.number - other.number || (one.known.entry.name < other.known.entry.name ? -1 : 1)).map(ticket => ticket.known.entry);
			strays.sort((one, other) => one.path < other.path ? -1 : 1);
			if (last === undefined || !isSame(last, entries, strays)) {
				last = {entries, strays, folder: {...lintFolder(entries, strays), missing: false}};
			}

			return last.folder;
		},
	};
};

const list = (folder: string, trash: string): readonly string[] | undefined => {
	try {
		for (;;) {
			const names = fs.readdirSync(folder);
			if (!returnTaken(folder, names, trash)) {
				return names;
			}
		}
	} catch {
		return undefined;
	}
};

const isSame = (last: {readonly entries: readonly TicketEntry[]; readonly strays: readonly StrayFile[]}, entries: readonly TicketEntry[], strays: readonly StrayFile[]): boolean =>
	last.entries.length === entries.length && last.strays.length === strays.length
	&& entries.every((entry, index) => entry === last.entries[index]) && strays.every((file, index) => file.path === last.strays[index]?.path);

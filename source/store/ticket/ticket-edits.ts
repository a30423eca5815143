import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import {removeField, setField, type FieldValue} from '../../domain/ticket/edit-frontmatter.js';
import type {MovePlan} from '../../domain/ticket/move-tickets.js';
import type {FieldName} from '../../domain/ticket/ticket-fields.js';
import {
	isEditorFile, renumbered, slugOf, ticketFileName, ticketNumberOf,
} from '../../domain/ticket/ticket-name.js';
import {yamlText} from '../../domain/ticket/yaml-value.js';
import {UserError} from '../../domain/user-error.js';
import {errorCode, renameToFree, writeWhole} from '../file/durable-write.js';
import {readFrontmatter} from '../yaml/frontmatter.js';
import {layoutOf, repositoryPath} from '../folder/layout.js';
import {openForReading} from '../file/read-regular-file.js';
import {swapFile} from './swap-file.js';
import {awaitWriters} from './settled-file.js';

const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

/** Absolute path of a ticket; refuses everything that is not a ticket file directly in the folder. */
export const ticketFile = (repo: string, ticket: string): string => {
	const {tickets} = layoutOf(repo);
	const absolute = path.resolve(repo, ticket);
	if (path.dirname(absolute) !== tickets || ticketNumberOf(path.basename(absolute)) === undefined) {
		throw new UserError(`${JSON.stringify(ticket)} is not a ticket of this repository.`, 'car tickets lists them.');
	}

	return absolute;
};

const readBytes = (absolute: string, ticket: string): {readonly bytes: Uint8Array; readonly mode: number} => {
	try {
		const fd = openForReading(absolute, 'refuse');
		try {
			const stat = fs.fstatSync(fd);
			if (!stat.isFile()) {
				throw new UserError(`${ticket} is not a regular file.`, 'Replace it by a real file.');
			}

			return {bytes: fs.readFileSync(fd), mode: stat.mode % 0o1000};
		} finally {
			fs.closeSync(fd);
		}
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			throw new UserError(`${ticket} is not there any more.`, 'car tickets lists what is.');
		}

		if (errorCode(error) === 'ELOOP') {
			throw new UserError(`${ticket} is a symbolic link, so it was not changed.`, 'Put the file itself into the folder.');
		}

		throw error;
	}
};

const textOf = (bytes: Uint8Array, ticket: string): string => {
	try {
		return decoder.decode(bytes);
	} catch {
		throw new UserError(`${ticket} is not UTF-8 text, so it was not changed.`, 'Save it again as UTF-8.');
	}
};

const isSlowlyWritten = (ticket: string): UserError =>
	new UserError(`${ticket} is being written by somebody else all the time, so it was not changed.`, 'Try again when that has ended.');

/** So often an edit begins anew when somebody else was faster. */
const mostAttempts = 10;

/**
 * Changes a ticket: reads it, asks `change` for the new text, and replaces the file only if nobody else has written it meanwhile; else it begins again with the new content. The mode of the file stays. Blocks while somebody is writing the file.
 * Throws UserError when the ticket is missing, a link, not UTF-8, or being rewritten without end; what `change` throws comes through, and nothing is written then.
 */
export const editTicket = (repo: string, ticket: string, change: (text: string) => string): {readonly changed: boolean} => {
	const absolute = ticketFile(repo, ticket);
	const {trash} = layoutOf(repo);
	for (let attempt = 0; attempt < mostAttempts; attempt++) {
		if (!awaitWriters(absolute)) {
			throw isSlowlyWritten(ticket);
		}

		const {bytes, mode} = readBytes(absolute, ticket);
		const text = textOf(bytes, ticket);
		const edited = change(text);
		if (edited === text) {
			return {changed: false};
		}

		if (swapFile(absolute, Buffer.from(edited), bytes, {mode, trash})) {
			return {changed: true};
		}
	}

	throw isSlowlyWritten(ticket);
};

/** The text with one field set, after a look whether it is really read that way. */
const withField = (ticket: string, text: string, key: FieldName, value: FieldValue): string => {
	const edited = setField(text, key, value);
	const reading = readFrontmatter(edited);
	if (reading.problems.length > 0 || JSON.stringify(reading.data[key]) !== JSON.stringify(value)) {
		throw new UserError(`The line \`${key}\` of ${ticket} could not be changed safely: ${reading.problems[0]?.message ?? 'it is written in an unusual way.'}`, 'Open the ticket in an editor; car tickets lint says what is wrong.');
	}

	return edited;
};

/** Sets one field of a ticket's frontmatter and keeps every other byte. Throws UserError, and writes nothing, when the result would not be read with that value. */
export const setTicketField = (repo: string, ticket: string, key: FieldName, value: FieldValue): {readonly changed: boolean} =>
	editTicket(repo, ticket, text => withField(ticket, text, key, value));

/** Says who works on a ticket, and with which model (null: the agent's own), in one edit. Throws UserError, and writes nothing, when the result would not be read that way. */
export const setTicketAgent = (repo: string, ticket: string, agent: string, model: string | null): {readonly changed: boolean} =>
	editTicket(repo, ticket, text => {
		const edited = withField(ticket, text, 'agent', agent);
		return model === null ? removeField(edited, 'model') : withField(ticket, edited, 'model', model);
	});

const namesIn = (folder: string): readonly string[] => {
	try {
		return fs.readdirSync(folder).filter(name => !isEditorFile(name));
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			throw new UserError(`There is no ticket folder: ${folder}`, 'car init makes it.', 2);
		}

		throw error;
	}
};

/** Makes a ticket with the next number and returns its repository path. Never overwrites. A title of several lines becomes one. */
export const createTicket = (repo: string, options: {readonly title: string; readonly agent: string; readonly body?: string}): string => {
	const title = options.title.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
	if (title === '') {
		throw new UserError('A ticket needs a title.', 'For example: car tickets new "Fix the login"');
	}

	const {tickets} = layoutOf(repo);
	const body = options.body ?? `# ${title}\n`;
	const text = `---\ntitle: ${yamlText(title, 'double')}\nagent: ${yamlText(options.agent)}\ndone: false\n---\n\n${body}${body.endsWith('\n') ? '' : '\n'}`;
	const {number, release} = reserveNumber(tickets);
	try {
		const file = path.join(tickets, ticketFileName(number, slugOf(title)));
		writeWhole(file, text, {exclusive: true});
		return repositoryPath(repo, file);
	} finally {
		release();
	}
};

/**
 * Keeps the number after the highest for this process until it is released: of two that write a ticket at the same moment, titles apart, only one can make the hidden file of that number.
 * One that a killed process left behind costs its number; gaps are fine.
 */
const reserveNumber = (tickets: string): {readonly number: number; readonly release: () => void} => {
	const highest = (): number => Math.max(0, ...namesIn(tickets).map(name => ticketNumberOf(name) ?? 0));
	for (let number = highest() + 1; ; number = Math.max(number, highest()) + 1) {
		const file = path.join(tickets, `.${ticketFileName(number)}.taken`);
		try {
			fs.closeSync(fs.openSync(file, 'wx', 0o600));
		} catch (error) {
			if (errorCode(error) === 'EEXIST') {
				continue;
			}

			throw error;
		}

		const release = (): void => {
			fs.rmSync(file, {force: true});
		};

		// Somebody may have made the ticket, and released its number, after the first look.
		if (highest() < number) {
			return {number, release};
		}

		release();
		number = highest();
	}
};

/**
 * Carries out a plan of `planMove`. Everything that could fail is tried first; each rename refuses to replace a file; one ticket is parked under a free number while the others move up, so that at every instant each ticket has the name of a ticket.
 * Throws UserError when the folder is not as the plan expects it; nothing was moved then.
 */
export const applyMove = (repo: string, plan: MovePlan): void => {
	const {tickets} = layoutOf(repo);
	const moves = new Map(plan.renames.map(({from, to}) => [ticketFile(repo, from), ticketFile(repo, to)]));
	const names = namesIn(tickets);
	const taken = new Set(names.map(name => ticketNumberOf(name)));
	const leaving = new Set([...moves.keys()].map(file => ticketNumberOf(path.basename(file))));
	for (const [from, to] of moves) {
		const number = ticketNumberOf(path.basename(to));
		if (!names.includes(path.basename(from)) || (taken.has(number) && !leaving.has(number))) {
			throw new UserError('The tickets changed meanwhile, so nothing was moved.', 'Look at the list and try again.');
		}
	}

	for (const {path: ticket, after} of plan.afterEdits) {
		withField(ticket, textOf(readBytes(ticketFile(repo, ticket), ticket).bytes, ticket), 'after', after);
	}

	const highest = Math.max(0, ...[...taken].map(number => number ?? 0));
	while (moves.size > 0) {
		const occupied = new Set([...moves.keys()].map(file => ticketNumberOf(path.basename(file))));
		const free = [...moves].find(([, to]) => !occupied.has(ticketNumberOf(path.basename(to))));
		const [from, to] = free ?? [...moves][0] ?? ['', ''];
		moves.delete(from);
		if (free === undefined) {
			const parked = path.join(tickets, renumbered(path.basename(from), highest + 1));
			renameToFree(from, parked);
			moves.set(parked, to);
		} else {
			renameToFree(from, to);
		}
	}

	const moved = new Map(plan.renames.map(({from, to}) => [from, to]));
	for (const {path: ticket, after} of plan.afterEdits) {
		setTicketField(repo, moved.get(ticket) ?? ticket, 'after', after);
	}
};

import {createHash} from 'node:crypto';
import type fs from 'node:fs';
import path from 'node:path';
import {readTicket} from '../../domain/ticket/read-ticket.js';
import {ticketFileName} from '../../domain/ticket/ticket-name.js';
import {titleOf} from '../../domain/ticket/ticket-title.js';
import type {StrayFile, TicketEntry, TicketProblem} from '../../domain/ticket/ticket.js';
import {repositoryPath} from '../folder/layout.js';
import {maxFileBytes, readFrontmatter} from '../yaml/frontmatter.js';

/** A ticket as it is found, before it is read. */
export type TicketFile = {readonly path: string; readonly name: string; readonly number: number};

const tooLarge: TicketProblem = {code: 'too_large', message: 'The file is larger than 1 MiB and was not read.', mend: 'Move the bulk of it into another file and name that file in the text.'};

/** Keeps a byte order mark: what is read is what is written back. */
const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

/** SHA-256 of a ticket's bytes, hex. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A ticket of which nothing can be read, and why. */
export const unread = (file: TicketFile, problem: TicketProblem, hash = ''): TicketEntry => ({
	...file, title: titleOf(undefined, '', file.name), text: '', hash, ticket: undefined, problems: [problem],
});

/** Reads one ticket from its text; every finding within the file is among its problems. Never throws. */
const readTicketText = (file: TicketFile & {readonly hash: string}, text: string, knownAgents: readonly string[] | null): TicketEntry => {
	const frontmatter = readFrontmatter(text);
	const broken = frontmatter.problems.length > 0;
	const reading = broken ? {ticket: undefined, problems: frontmatter.problems} : readTicket(frontmatter.data, frontmatter.lines, frontmatter.hasFrontmatter, knownAgents);
	const empty: readonly TicketProblem[] = [{code: 'empty', message: 'The file is empty.', mend: 'Write the ticket, or delete the file.'}];
	return {
		...file,
		title: titleOf(reading.ticket?.title, frontmatter.body, file.name),
		text,
		ticket: reading.ticket,
		problems: text.trim() === '' ? empty : reading.problems,
	};
};

/** Why a file is not read at all, told before it is opened; undefined when it is. */
export const refusal = (stat: fs.Stats): TicketProblem | undefined => {
	if (stat.isSymbolicLink()) {
		return {code: 'unreadable', message: 'It is a symbolic link, and links are not followed.', mend: 'Put the file itself into the folder.'};
	}

	if (!stat.isFile()) {
		return {code: 'unreadable', message: `It is ${stat.isDirectory() ? 'a folder' : 'not a regular file'}, though named like a ticket.`, mend: 'Rename it, or move it out of the folder.'};
	}

	return stat.size > maxFileBytes
		? tooLarge
		: undefined;
};

/** A file in the folder that is not named like a ticket, and how it could be. */
export const stray = (repo: string, folder: string, name: string): StrayFile => {
	const digits = /^ticket[-_ ]?(\d+)/i.exec(name)?.[1];
	const number = digits === undefined ? Number.NaN : Number(digits);
	const example = Number.isSafeInteger(number) ? ticketFileName(number) : 'TICKET-001-title.md';
	return {
		path: repositoryPath(repo, path.join(folder, name)),
		problem: {code: 'misnamed', message: `${JSON.stringify(name)} is not named like a ticket.`, mend: `Rename it to the pattern of ${example}, or move it out of the folder.`},
	};
};

/** Whether a ticket looks like the beginning of one that is still being written. */
export const looksTorn = ({problems}: TicketEntry): boolean =>
	problems.some(({code}) => code === 'empty' || code === 'no_frontmatter' || code === 'unclosed_frontmatter' || code === 'not_utf8');

/** A ticket as its bytes are: what is wrong with them is among its problems. */
export const entryOf = (file: TicketFile, bytes: Uint8Array, hash: string, knownAgents: readonly string[] | null): TicketEntry => {
	if (bytes.length > maxFileBytes) {
		return unread(file, tooLarge, hash);
	}

	try {
		return readTicketText({...file, hash}, decoder.decode(bytes), knownAgents);
	} catch {
		// What can be read of it is shown, to people and to the agent that has to mend it.
		return {...unread(file, {code: 'not_utf8', message: 'The file is not UTF-8 text.', mend: 'Save it again as UTF-8.'}, hash), text: new TextDecoder().decode(bytes)};
	}
};

import fs from 'node:fs';
import path from 'node:path';
import {renumbered, ticketNumberOf} from '../../domain/ticket/ticket-name.js';
import {UserError} from '../../domain/user-error.js';
import {errorCode, makeFolder, renameToFree} from '../file/durable-write.js';
import {layoutOf, repositoryPath} from '../folder/layout.js';
import {clippedName} from './clip-name.js';
import {ticketFile} from './ticket-edits.js';

/** A deleted ticket keeps its name behind the moment it was deleted, so that two of one name lie side by side. */
const trashName = (name: string, now: number): string => `${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}_${clippedName(name)}`;

/** Moves a ticket into the trash of the state folder and returns the name it has there. `now` in milliseconds since the epoch. Throws UserError when it is not there any more. */
export const trashTicket = (repo: string, ticket: string, now: number): string => {
	const file = ticketFile(repo, ticket);
	const folder = layoutOf(repo).trash;
	makeFolder(folder);
	const name = trashName(path.basename(file), now);
	try {
		renameToFree(file, path.join(folder, name));
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			throw new UserError(`${ticket} is not there any more.`, 'car tickets lists what is.');
		}

		throw error;
	}

	return name;
};

/** Brings a ticket back out of the trash, under its own number, or the next one where that was taken meanwhile. Returns its repository path. */
export const restoreTicket = (repo: string, name: string): string => {
	const {tickets, trash} = layoutOf(repo);
	const own = name.slice(name.indexOf('_') + 1);
	const from = path.join(trash, path.basename(name));
	if (ticketNumberOf(own) === undefined || !fs.existsSync(from)) {
		throw new UserError(`${own} is not in the trash any more.`, `Look into ${repositoryPath(repo, trash)}/.`);
	}

	const numbers = fs.readdirSync(tickets).flatMap(other => ticketNumberOf(other) ?? []);
	const isTaken = numbers.includes(ticketNumberOf(own) ?? 0);
	const to = path.join(tickets, isTaken ? renumbered(own, Math.max(...numbers) + 1) : own);
	renameToFree(from, to);
	return repositoryPath(repo, to);
};

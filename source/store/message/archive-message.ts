import fs from 'node:fs';
import path from 'node:path';
import {stringify} from 'yaml';
import type {Dispatch} from '../../domain/message/dispatch.js';
import type {TurnSummary} from '../../domain/message/turn-summary.js';
import {UserError} from '../../domain/user-error.js';
import {
	disk, makeFolder, removeWhole, renameWhole, syncFolder, writeWhole,
} from '../file/durable-write.js';
import {ifThere} from '../file/if-there.js';
import type {RunLayout} from '../folder/layout.js';
import {readRegularFile} from '../file/read-regular-file.js';
import {
	attachmentsOf, claimedFolder, dispatchName, freeNames, maxMessageBytes, numbered, replyName,
} from './message-files.js';
import {copyAttachment, copyStaged, removeStaged} from './archive-message-attachments.js';

const isThere = (file: string): boolean => fs.lstatSync(file, {throwIfNoEntry: false}) !== undefined;

const nextNumber = (history: string, last: number): number => Math.max(last, numbered(history).at(-1)?.number ?? 0) + 1;

/** Number for a new dispatch, from the log (`last`) and the folders, whichever is further. The one that a dying worker had already archived this very text under is used again. */
export const nextDispatchNumber = (run: RunLayout, last: number, text?: string): number => {
	const there = readRegularFile(path.join(run.archivedDispatch(last + 1), dispatchName), {maxBytes: Number.MAX_SAFE_INTEGER, links: 'refuse'});
	return there.type === 'text' && there.text === text ? last + 1 : nextNumber(run.dispatchHistory, last);
};

/** Numbers up to `last` under which the history holds nothing. */
export const missingDispatches = (run: RunLayout, last: number): readonly number[] => {
	const there = new Set(numbered(run.dispatchHistory).map(({number}) => number));
	return Array.from({length: last}, (_, index) => index + 1).filter(number => !there.has(number));
};

/** Number for a new reply, from the log (`last`) and the folders, whichever is further. */
export const nextReplyNumber = (run: RunLayout, last: number): number => nextNumber(run.replyHistory, last);

const messageText = (fields: Readonly<Record<string, unknown>>, body: string): string =>
	`---\n${stringify(fields, {lineWidth: 0})}---\n\n${body}\n`;

/** Puts the message into a folder unless it is there already; a part of it is a write that was cut short. */
const writeMessage = (file: string, text: string): void => {
	const present = readRegularFile(file, {maxBytes: Number.MAX_SAFE_INTEGER, links: 'refuse'});
	if (present.type === 'text' && present.text === text) {
		return;
	}

	if (present.type === 'bad' || (present.type === 'text' && !text.startsWith(present.text))) {
		throw new UserError(`${file} holds another message, so nothing was written over it.`, 'Move that folder away and start again.');
	}

	writeWhole(file, text);
};

/** Something that is no folder and stands where a history should be goes aside, under a name that says so. */
const clearWay = (history: string): void => {
	const stat = fs.lstatSync(history, {throwIfNoEntry: false});
	if (stat !== undefined && !stat.isDirectory()) {
		renameWhole(history, `${history}.was-no-folder`);
	}
};

/** Makes a history folder that is there whole or not at all: filled under a hidden name, then renamed. One that is there already is completed. */
const fillFolder = (folder: string, fill: (into: string) => void): void => {
	clearWay(path.dirname(folder));
	if (isThere(folder)) {
		fill(folder);
		syncFolder(folder);
		return;
	}

	const partial = path.join(path.dirname(folder), `.${path.basename(folder)}.partial`);
	fs.rmSync(partial, {recursive: true, force: true});
	makeFolder(partial);
	fill(partial);
	syncFolder(partial);
	renameWhole(partial, folder);
};

/**
 * Archives a dispatch, byte for byte, with the files laid out beside it, and only then clears the outbox: the files first, so that none is left to come with the next message. Doing it again after a crash, with the same number and dispatch, finishes what was begun.
 * Throws UserError when the folder holds another message, else the system's error (a full disk).
 */
export const archiveDispatch = (run: RunLayout, number: number, {text}: Pick<Dispatch, 'text'>): {readonly attachments: readonly string[]; readonly skipped: readonly string[]} => {
	const folder = run.archivedDispatch(number);
	let staged: ReturnType<typeof copyStaged> | undefined;
	fillFolder(folder, into => {
		writeMessage(path.join(into, dispatchName), text);
		staged = copyStaged(run.dispatchFolder, into, dispatchName);
	});
	if (staged !== undefined) {
		removeStaged(staged);
	}

	removeWhole(run.dispatchFile);
	return {attachments: attachmentsOf(run, folder, dispatchName), skipped: staged?.skipped ?? []};
};

/** A summary as it lies in the history. */
export const summaryText = ({message, ticket, agent, turn, diffStats: {files, insertions, deletions}}: TurnSummary): string => messageText({
	mode: 'turn_summary', ticket, agent, turn, diff_stats: {files, insertions, deletions},
}, message.trim());

/** Archives the final message of a turn among the dispatches. Doing it again changes nothing. */
export const archiveSummary = (run: RunLayout, number: number, summary: TurnSummary): void => {
	fillFolder(run.archivedDispatch(number), into => {
		writeMessage(path.join(into, dispatchName), summaryText(summary));
	});
};

export type GivenReply = {
	readonly title: string | undefined;
	readonly text: string;
	/** Absolute paths; the files are moved. */
	readonly attachments: readonly string[];
};

const replyText = ({title, text}: GivenReply): string => {
	// A text that itself begins like frontmatter would be read as such.
	const needsFrontmatter = title !== undefined || /^\s*---|^\uFEFF/.test(text);
	return needsFrontmatter ? messageText({title: title ?? null}, text) : `${text}\n`;
};

/**
 * Puts a reply with its attachments into the history, all of it or nothing, and only then removes the attachments from where they were. Doing it again with the same reply finishes what was begun.
 * An attachment that is neither there nor archived already is named below the text. Throws UserError when the folder holds another message.
 */
export const archiveReply = (run: RunLayout, number: number, reply: GivenReply): void => {
	const folder = run.archivedReply(number);
	const names = freeNames(reply.attachments);
	fillFolder(folder, into => {
		const lost: string[] = [];
		for (const [file, name] of names) {
			const target = path.join(into, name);
			const problem = copyAttachment(file, path.dirname(file), target);
			if (problem !== undefined && !(problem === 'is gone' && isThere(target))) {
				lost.push(`(The attachment ${name} ${problem}.)`);
			}
		}

		writeMessage(path.join(into, replyName), replyText({...reply, text: [reply.text, ...lost].join('\n\n')}));
	});
	removeStaged({done: [...names.keys()], folders: [...new Set(reply.attachments.map(file => path.dirname(file)))], skipped: []});
};

/** Files lying directly in `reply/`; the folders there belong to replies that come by command. */
const looseFiles = ({replyFolder}: RunLayout): readonly string[] => (ifThere(() => fs.readdirSync(replyFolder, {withFileTypes: true})) ?? [])
	.filter(entry => entry.isFile() && !entry.name.startsWith('.'))
	.map(entry => path.join(replyFolder, entry.name))
	.toSorted();

/**
 * Takes a USER_REPLY.md that a human wrote, with the files lying in `reply/`, into the history under `number`; false when there is none, or none that can be read.
 * Every step is a rename, so that a crash at any point neither loses nor doubles it: the next call goes on.
 */
export const takeHandWrittenReply = (run: RunLayout, number: number): boolean => {
	const claimed = claimedFolder(run);
	const message = path.join(claimed, replyName);
	clearWay(run.replyHistory);
	if (!isThere(message)) {
		const file = readRegularFile(run.replyFile, {maxBytes: maxMessageBytes, links: 'refuse'});
		if (file.type !== 'text' || file.text.trim() === '') {
			return false;
		}

		makeFolder(claimed);
		renameWhole(run.replyFile, message);
	}

	for (const [file, name] of freeNames(looseFiles(run))) {
		disk.rename(file, path.join(claimed, name));
	}

	syncFolder(claimed);
	renameWhole(claimed, run.archivedReply(number));
	return true;
};

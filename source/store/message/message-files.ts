import fs from 'node:fs';
import path from 'node:path';
import type {DispatchReading} from '../../domain/message/dispatch.js';
import {readDispatch} from '../../domain/message/read-dispatch.js';
import {ifAllowed} from '../file/if-there.js';
import {readFrontmatter} from '../yaml/frontmatter.js';
import {four, repositoryPath, type RunLayout} from '../folder/layout.js';
import {readRegularFile} from '../file/read-regular-file.js';

export const dispatchName = 'DISPATCH.md';
export const replyName = 'USER_REPLY.md';

/** The largest message that is read. */
export const maxMessageBytes = 1_048_576;

/** Names for files that come from several folders: the first keeps its own, later ones of that name get a number. */
export const freeNames = (files: readonly string[]): ReadonlyMap<string, string> => {
	const taken = new Set([replyName.toLowerCase()]);
	return new Map(files.map(file => {
		const {name, ext} = path.parse(file);
		let free = `${name}${ext}`;
		for (let index = 2; taken.has(free.toLowerCase()); index++) {
			free = `${name}-${index}${ext}`;
		}

		taken.add(free.toLowerCase());
		return [file, free];
	}));
};

/** Where a reply written by hand lies between being taken and having its number. */
export const claimedFolder = (run: RunLayout): string => path.join(run.replyHistory, '.hand-written');

/** Reads the message an agent left, or says what is wrong with it. Follows no link and never throws. */
export const readOutbox = (run: RunLayout): {readonly type: 'none'} | {readonly type: 'found'; readonly reading: DispatchReading} => {
	const file = readRegularFile(run.dispatchFile, {maxBytes: maxMessageBytes, links: 'refuse'});
	if (file.type === 'missing') {
		return {type: 'none'};
	}

	return {
		type: 'found',
		reading: file.type === 'text'
			? readDispatch(readFrontmatter(file.text), file.text)
			: {ok: false, problems: [`The file ${file.problem}. Write ${dispatchName} as a plain text file.`]},
	};
};

/** The numbered entries of a history folder, in order: names as this program writes them, from 0001 on. A missing folder has none. */
export const numbered = (history: string): ReadonlyArray<{readonly number: number; readonly name: string}> => {
	const names = ifAllowed(() => fs.readdirSync(history)) ?? [];
	return names
		.filter(name => /^\d{4,15}$/.test(name) && Number(name) >= 1 && name === four(Number(name)))
		.map(name => ({number: Number(name), name}))
		.toSorted((a, b) => a.number - b.number);
};

/** A run's folder lies three below its repository. */
const repositoryOf = (run: RunLayout): string => path.resolve(run.folder, '..', '..', '..');

/** Repository paths of the files that came with a message, without hidden ones. */
export const attachmentsOf = (run: RunLayout, folder: string, message: string): readonly string[] => (ifAllowed(() => fs.readdirSync(folder, {withFileTypes: true, recursive: true})) ?? [])
	.filter(entry => entry.isFile())
	.map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
	.filter(file => file !== message && !file.split(path.sep).some(part => part.startsWith('.')))
	.toSorted()
	.map(file => repositoryPath(repositoryOf(run), path.join(folder, file)));

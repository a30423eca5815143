import fs from 'node:fs';
import path from 'node:path';
import type {ArchivedDispatch} from '../../domain/message/dispatch.js';
import {titleOfBody, titleOfField, trimBody} from '../../domain/message/message-text.js';
import {readReply} from '../../domain/message/read-reply.js';
import type {Reply} from '../../domain/message/reply.js';
import {readFrontmatter} from '../yaml/frontmatter.js';
import type {RunLayout} from '../folder/layout.js';
import {readRegularFile} from '../file/read-regular-file.js';
import {
	attachmentsOf, claimedFolder, dispatchName, maxMessageBytes, numbered, replyName,
} from './message-files.js';

const modeOf = (value: unknown): ArchivedDispatch['mode'] =>
	value === 'pause' || value === 'turn_summary' ? value : 'notify';

/** A dispatch out of the history; undefined when there is none of that number. One that cannot be read says so in its text. */
export const readArchivedDispatch = (run: RunLayout, number: number): ArchivedDispatch | undefined => {
	const folder = run.archivedDispatch(number);
	const file = readRegularFile(path.join(folder, dispatchName), {maxBytes: maxMessageBytes * 2, links: 'refuse'});
	if (file.type === 'missing') {
		return undefined;
	}

	const attachments = attachmentsOf(run, folder, dispatchName);
	if (file.type === 'bad') {
		return {
			number, mode: 'notify', title: `${dispatchName} ${file.problem}`, body: '', attachments,
		};
	}

	const source = readFrontmatter(file.text);
	const body = trimBody(source.problems.length > 0 ? file.text : source.body);
	return {
		number, mode: modeOf(source.data.mode), title: titleOfField(source.data.title).title ?? titleOfBody(body), body, attachments,
	};
};

const readArchivedReply = (run: RunLayout, number: number, name: string): Reply | undefined => {
	const folder = path.join(run.replyHistory, name);
	const bad = (problem: string, attachments: readonly string[] = []): Reply => ({
		number, title: undefined, body: '', attachments, problems: [problem],
	});
	if (fs.lstatSync(folder, {throwIfNoEntry: false})?.isDirectory() !== true) {
		return undefined;
	}

	const attachments = attachmentsOf(run, folder, replyName);
	const file = readRegularFile(path.join(folder, replyName), {maxBytes: maxMessageBytes, links: 'refuse'});
	switch (file.type) {
		case 'missing': {
			return bad(`${replyName} is missing.`, attachments);
		}

		case 'bad': {
			return bad(`${replyName} ${file.problem}.`, attachments);
		}

		case 'text': {
			const {title, body, problems} = readReply(readFrontmatter(file.text), file.text);
			const empty = body === '' && title === undefined && attachments.length === 0;
			return {
				number, title, body, attachments, problems: empty ? [...problems, `${replyName} is empty.`] : problems,
			};
		}

		default: {
			return file satisfies never;
		}
	}
};

/** Every reply in the history, in order of number, those a human put there too. What is no folder is no reply; everything else that cannot be read is named in the reply's `problems`. */
export const readReplies = (run: RunLayout): Reply[] =>
	numbered(run.replyHistory).flatMap(({number, name}) => readArchivedReply(run, number, name) ?? []);

/** Time of change and size of a reply written by hand, one whose taking was cut short included; undefined when there is none or it is still empty. */
export const handWrittenReplyStat = (run: RunLayout): {readonly mtimeMs: number; readonly size: number} | undefined => {
	const stat = statOf(run.replyFile) ?? statOf(path.join(claimedFolder(run), replyName));
	return stat === undefined || stat.size === 0 ? undefined : {mtimeMs: stat.mtimeMs, size: stat.size};
};

/** What is wrong with a USER_REPLY.md that lies there, as a sentence; undefined when it can be read or there is none. */
export const handWrittenReplyProblem = (run: RunLayout): string | undefined => {
	const file = readRegularFile(run.replyFile, {maxBytes: maxMessageBytes, links: 'refuse'});
	return file.type === 'bad' ? `${replyName} ${file.problem}` : undefined;
};

/** Time of the last change in the folder of an archived reply, milliseconds since the epoch: somebody may still be filling it. */
export const replyChangedAt = (run: RunLayout, number: number): number => statOf(run.archivedReply(number))?.mtimeMs ?? 0;

const statOf = (file: string): fs.Stats | undefined => {
	try {
		return fs.lstatSync(file, {throwIfNoEntry: false});
	} catch {
		return undefined;
	}
};

import fs from 'node:fs';
import path from 'node:path';
import type {ArchivedDispatch} from '../../domain/message/dispatch.js';
import {titleOfBody, titleOfField, trimBody} from '../../domain/message/message-text.js';
import {readDispatch, withoutSecrets} from '../../domain/message/read-dispatch.js';
import {readReply} from '../../domain/message/read-reply.js';
import type {Reply} from '../../domain/message/reply.js';
import {ifAllowed} from '../file/if-there.js';
import {readFrontmatter} from '../yaml/frontmatter.js';
import type {RunLayout} from '../folder/layout.js';
import {readRegularFile} from '../file/read-regular-file.js';
import {
	attachmentsOf, claimedFolder, dispatchName, maxMessageBytes, numbered, replyName,
} from './message-files.js';

/** A dispatch out of the history; undefined when there is none of that number. One that cannot be read says so in its text. Whoever shows it gives a redactor. */
export const readArchivedDispatch = (run: RunLayout, number: number, redact: (text: string) => string = String): ArchivedDispatch | undefined => {
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
	const reading = readDispatch(source, file.text);
	if (reading.ok) {
		const {text, ...dispatch} = reading.dispatch;
		return withoutSecrets({number, ...dispatch, attachments}, redact);
	}

	const mode = source.data.mode === 'turn_summary' ? 'turn_summary' : 'notify';
	const body = trimBody(source.problems.length > 0 ? file.text : source.body);
	const title = titleOfField(source.data.title).title ?? titleOfBody(body);
	return withoutSecrets<ArchivedDispatch>({
		number, mode, title, body, attachments,
	}, redact);
};

const readArchivedReply = (run: RunLayout, number: number, name: string): Reply | undefined => {
	const folder = path.join(run.replyHistory, name);
	if (fs.lstatSync(folder, {throwIfNoEntry: false})?.isDirectory() !== true) {
		return undefined;
	}

	const attachments = attachmentsOf(run, folder, replyName);
	const file = readRegularFile(path.join(folder, replyName), {maxBytes: maxMessageBytes, links: 'refuse'});
	if (file.type !== 'text') {
		return {
			number, title: undefined, body: '', attachments, problems: [`${replyName} ${file.type === 'bad' ? file.problem : 'is missing'}.`],
		};
	}

	const {title, body, problems} = readReply(readFrontmatter(file.text), file.text);
	const empty = body === '' && title === undefined && attachments.length === 0;
	return {
		number, title, body, attachments, problems: empty ? [...problems, `${replyName} is empty.`] : problems,
	};
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

const statOf = (file: string): fs.Stats | undefined => ifAllowed(() => fs.lstatSync(file, {throwIfNoEntry: false}));

import {Buffer} from 'node:buffer';
import {
	closeSync, copyFileSync, fchmodSync, lstatSync, openSync, readFileSync, rmSync, statSync, constants,
} from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import type {Command} from '../../domain/event/command.js';
import {UserError} from '../../domain/user-error.js';
import {
	errorCode, makeFolder, removeWhole, syncFile, syncFolder, writeWhole,
} from '../file/durable-write.js';
import {namesIn} from '../file/if-there.js';
import type {RunLayout} from '../folder/layout.js';
import {freeNames} from './message-files.js';

const stamp = {id: z.string().check(z.regex(/^[\w-]{1,80}$/)), at: z.string()};

const commandShape = z.discriminatedUnion('type', [
	z.object({...stamp, type: z.literal('pause_after_turn')}),
	z.object({...stamp, type: z.literal('interrupt_turn')}),
	z.object({...stamp, type: z.literal('stop')}),
	z.object({
		...stamp,
		type: z.literal('reply'),
		to: z.optional(z.string()),
		text: z.string(),
		title: z.optional(z.string()),
		attachments: z._default(z.array(z.string()), []),
		now: z.optional(z.boolean()),
	}),
	z.object({
		...stamp, type: z.literal('answer_approval'), request_id: z.string(), decision: z.enum(['once', 'session', 'deny', 'cancel']),
	}),
	z.object({
		...stamp, type: z.literal('answer_outcome'), turn: z.int(), happened: z.boolean(),
	}),
]);

/** The largest reply, in bytes with its title: with what the file says besides it can still be read as a message. */
const maxReplyBytes = 1_000_000;

const replyBytes = ({text, title = ''}: Extract<Command, {type: 'reply'}>): number => Buffer.byteLength(text) + Buffer.byteLength(title);

export type ReadCommand
	= | {readonly type: 'command'; readonly file: string; readonly command: Command}
		| {readonly type: 'unreadable'; readonly file: string; readonly id: string; readonly reason: string};

/** Staging folder of a reply's attachments. */
export const stagingOf = (run: RunLayout, commandId: string): string => path.join(run.replyFolder, commandId);

/**
 * Leaves a command for the worker and returns it as it was left: files of one name from several folders get distinct ones.
 * Attachments (absolute paths) are copied first, the command file is the commit point. Throws UserError when one cannot be read, or the reply is too long.
 */
export const postCommand = (run: RunLayout, command: Command, attachments: readonly string[]): Command => {
	if (command.type === 'reply' && replyBytes(command) > maxReplyBytes) {
		throw new UserError(`A reply may have 1 MB; this one has ${(replyBytes(command) / 1e6).toFixed(1)} MB`, 'nothing was sent; attach the text as a file: car reply --attach FILE');
	}

	makeFolder(run.commands);
	const names = freeNames([...new Set(attachments)]);
	if (names.size > 0) {
		stage(run, command.id, names);
	}

	const posted = command.type === 'reply' ? {...command, attachments: [...names.values()]} : command;
	writeWhole(run.command(command.id), `${JSON.stringify(posted)}\n`);
	return posted;
};

/** Attachments that a reply names and that are not there to be taken. */
export const missingAttachments = (run: RunLayout, command: Extract<Command, {type: 'reply'}>): readonly string[] =>
	command.attachments.filter(name => lstatSync(path.join(stagingOf(run, command.id), path.basename(name)), {throwIfNoEntry: false})?.isFile() !== true);

const stage = (run: RunLayout, commandId: string, attachments: ReadonlyMap<string, string>): void => {
	const folder = stagingOf(run, commandId);
	makeFolder(folder);
	try {
		for (const [file, name] of attachments) {
			if (!statSync(file).isFile()) {
				// A pipe would be waited for without end.
				throw Object.assign(new Error(file), {path: file, code: 'no regular file'});
			}

			const target = path.join(folder, name);
			copyFileSync(file, target, constants.COPYFILE_EXCL);
			const descriptor = openSync(target, 'r+');
			try {
				fchmodSync(descriptor, 0o600);
				syncFile(descriptor);
			} finally {
				closeSync(descriptor);
			}
		}

		syncFolder(folder);
	} catch (error) {
		rmSync(folder, {recursive: true, force: true});
		const {path: file, code} = error as NodeJS.ErrnoException;
		throw new UserError(`The attachment ${file ?? ''} cannot be read (${code ?? String(error)})`, 'nothing was sent; name a file that can be read');
	}
};

/** Commands that wait, oldest first by their time and id. What is no command is told as unreadable, never skipped. */
export const readCommands = (run: RunLayout): readonly ReadCommand[] => {
	const found = namesIn(run.commands).filter(name => name.endsWith('.json') && !name.startsWith('.')).map(name => readCommand(path.join(run.commands, name), name.slice(0, -5)));
	const orderOf = (read: ReadCommand): string => read.type === 'command' ? `${read.command.at} ${read.command.id}` : '';
	return found.toSorted((one, other) => orderOf(one) < orderOf(other) ? -1 : 1);
};

const readCommand = (file: string, id: string): ReadCommand => {
	const unreadable = (reason: string): ReadCommand => ({
		type: 'unreadable', file, id, reason,
	});
	try {
		const stats = lstatSync(file);
		if (!stats.isFile() || stats.size > 8_000_000) {
			return unreadable('not a regular file of reasonable size');
		}

		const value: unknown = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(readFileSync(file)));
		const parsed = commandShape.safeParse(value);
		if (!parsed.success) {
			return unreadable(whatIsWrong(value, parsed.error.issues[0]?.path[0]));
		}

		const command = parsed.data as Command;
		if (command.type === 'reply' && replyBytes(command) > maxReplyBytes) {
			return unreadable('its text is longer than 1 MB');
		}

		return command.id === id ? {type: 'command', file, command} : unreadable(`it says its id is ${command.id}`);
	} catch (error) {
		return unreadable(error instanceof SyntaxError ? 'it is not JSON' : (error instanceof TypeError ? 'it is not UTF-8 text' : `it cannot be read (${errorCode(error) ?? String(error)})`));
	}
};

const knownTypes: readonly unknown[] = commandShape.def.options.map(option => option.shape.type.def.values[0]);

/** One phrase for people; `field` is where the shape did not fit. */
const whatIsWrong = (value: unknown, field: PropertyKey | undefined): string => {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return 'it is no JSON object';
	}

	const type: unknown = 'type' in value ? value.type : undefined;
	if (typeof type !== 'string' || !knownTypes.includes(type)) {
		return `${type === undefined ? 'it has no type' : `its type ${(JSON.stringify(type) ?? '').slice(0, 40)} is unknown`}; there are ${knownTypes.join(', ')}`;
	}

	const name = String(field);
	return name in value ? `its field "${name}" has a wrong value` : `its field "${name}" is missing`;
};

/** Takes a command off after its outcome is in the log. */
export const removeCommand = (file: string): void => {
	removeWhole(file);
};

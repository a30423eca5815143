import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as z from 'zod/mini';
import type {TrustRecord} from '../../domain/trust/judge-trust.js';
import {
	errorCode, makeFolder, renameWhole, writeWhole,
} from '../file/durable-write.js';
import {readRegularFile} from '../file/read-regular-file.js';
import {userFolder, type Environment} from './config-files.js';

const maxBytes = 16_777_216;

const hash = z.string().check(z.regex(/^[\da-f]{64}$/));

/** `trusted` is absent until a human said yes once; `pending` can be there before. */
const entryShape = z.object({trusted: z.optional(z.array(hash)), pending: z.array(hash)});

const fileShape = z.object({version: z.literal(1), repositories: z.record(z.string(), entryShape)});

type Entry = z.infer<typeof entryShape>;
type TrustFile = z.infer<typeof fileShape>;

type Reading = {readonly file: TrustFile; readonly warning: string | undefined};

const hashOf = (command: string): string => createHash('sha256').update(command).digest('hex');

const trustPath = (env: Environment): string => path.join(userFolder(env, 'XDG_STATE_HOME'), 'trust.json');

const nothing: TrustFile = {version: 1, repositories: {}};

/** Why a file that is there is not believed; undefined when it is. */
const doubt = (file: string): string | undefined => {
	const stat = fs.lstatSync(file);
	if (!stat.isFile()) {
		return 'is not a regular file';
	}

	if (process.getuid !== undefined && stat.uid !== process.getuid()) {
		return 'belongs to another user';
	}

	// The permission bits of group and others, in octal.
	return (stat.mode % 0o100) === 0 ? undefined : 'can be read or changed by others (chmod 600 mends that)';
};

const parse = (text: string): TrustFile | undefined => {
	try {
		return fileShape.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
};

const readFile = (env: Environment): Reading => {
	const file = trustPath(env);
	const read = readRegularFile(file, {maxBytes, links: 'refuse'});
	if (read.type === 'missing') {
		return {file: nothing, warning: undefined};
	}

	const problem = read.type === 'bad' ? read.problem : doubt(file);
	const parsed = read.type === 'text' && problem === undefined ? parse(read.text) : undefined;
	return parsed === undefined
		? {file: nothing, warning: `${file} ${problem ?? 'is damaged'}, so nothing in it is trusted.`}
		: {file: parsed, warning: undefined};
};

const keyOf = (repo: string): string => fs.realpathSync(repo);

const entryOf = (file: TrustFile, repo: string): Entry => {
	const key = keyOf(repo);
	return Object.hasOwn(file.repositories, key) ? file.repositories[key] ?? {pending: []} : {pending: []};
};

/** Why the trust file is not believed, one line; undefined when it is fine or not there. */
export const trustWarning = (env: Environment): string | undefined => readFile(env).warning;

/** What a human said about a repository; undefined when nobody was asked yet, or when the file is not believed. */
export const readTrust = (repo: string, env: Environment): TrustRecord | undefined => {
	const {trusted, pending} = entryOf(readFile(env).file, repo);
	return trusted === undefined
		? undefined
		: {isTrusted: command => trusted.includes(hashOf(command)), isPending: command => pending.includes(hashOf(command))};
};

/** A file that is not believed is kept under another name, so that a human can see what was in it. */
const moveAside = (file: string): void => {
	let free = 1;
	while (fs.lstatSync(`${file}.damaged-${free}`, {throwIfNoEntry: false}) !== undefined) {
		free++;
	}

	renameWhole(file, `${file}.damaged-${free}`);
};

const pause = new Int32Array(new SharedArrayBuffer(4));

/** A change takes some milliseconds: who has been at it for longer than this has died. */
const patienceMilliseconds = 3000;

/** One change at a time. All repositories of a user share the file: of two workers that read it together, one would write over what the other holds back. */
const alone = (target: string, act: () => void): void => {
	const lock = `${target}.lock`;
	const end = performance.now() + patienceMilliseconds;
	for (let isOurs = false; !isOurs && performance.now() < end;) {
		try {
			fs.closeSync(fs.openSync(lock, 'wx', 0o600));
			isOurs = true;
		} catch (error) {
			if (errorCode(error) !== 'EEXIST') {
				throw error;
			}

			Atomics.wait(pause, 0, 0, 5);
		}
	}

	try {
		act();
	} finally {
		fs.rmSync(lock, {force: true});
	}
};

const change = (repo: string, env: Environment, edit: (entry: Entry) => Entry): void => {
	const target = trustPath(env);
	makeFolder(path.dirname(target));
	alone(target, () => {
		const {file, warning} = readFile(env);
		if (warning !== undefined) {
			moveAside(target);
		}

		const repositories = {...file.repositories, [keyOf(repo)]: edit(entryOf(file, repo))};
		writeWhole(target, `${JSON.stringify({version: 1, repositories}, undefined, '\t')}\n`, {mode: 0o600});
	});
};

/** Keeps a human's yes to these commands, and the fact that the human was asked. Throws the system's error when it cannot be written. */
export const trustCommands = (repo: string, env: Environment, commands: readonly string[]): void => {
	const hashes = commands.map(command => hashOf(command));
	change(repo, env, ({trusted, pending}) => ({
		trusted: [...new Set([...trusted ?? [], ...hashes])],
		pending: pending.filter(each => !hashes.includes(each)),
	}));
};

/** Keeps that these commands were written by an agent, apart from those a human said yes to already: they are not started before a human does. Writes only what it did not say before; throws the system's error when it cannot. */
export const holdCommands = (repo: string, env: Environment, commands: readonly string[]): void => {
	const hashes = commands.map(command => hashOf(command));
	const known = entryOf(readFile(env).file, repo);
	if (hashes.every(each => known.trusted?.includes(each) === true || known.pending.includes(each))) {
		return;
	}

	change(repo, env, ({trusted, pending}) => ({
		...(trusted === undefined ? {} : {trusted}),
		pending: [...new Set([...pending, ...hashes.filter(each => trusted?.includes(each) !== true)])],
	}));
};

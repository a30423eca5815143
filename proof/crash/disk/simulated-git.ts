// What `source/git/repository.ts` is to the program under simulation: one branch of commits over the work files of the disk in memory.
import {createHash} from 'node:crypto';
import path from 'node:path';
import type {Repository} from '../../../source/git/repository.js';
import type {TreeStatus} from '../../../source/git/read-status.js';
import {effect, look, unnumbered} from './effect-gate.js';
import {existsSync, readdirSync, readFileSync} from './memory-files.js';
import {theWorld} from './simulated-world.js';

const workIn = (root: string): Readonly<Record<string, string>> => unnumbered(() => existsSync(root)
	? Object.fromEntries((readdirSync(root) as string[]).filter(name => name.startsWith('work-')).map(name => [name, readFileSync(path.join(root, name), 'utf8') as string]))
	: {});

const dirtyIn = (root: string): readonly string[] => {
	const [work, committed] = [workIn(root), theWorld().commits.at(-1)?.tree ?? {}];
	return [...new Set([...Object.keys(work), ...Object.keys(committed)])].filter(name => work[name] !== committed[name]);
};

const status = (root: string): TreeStatus => {
	look();
	return {
		head: theWorld().commits.at(-1)?.hash ?? null,
		branch: 'main',
		dirty: dirtyIn(root).map(name => ({path: name, code: '.M', untracked: false})),
		unmerged: [],
		state: 'normal',
	};
};

const hashOf = (text: string): string => createHash('sha1').update(text).digest('hex');

/** One repository; every call that changes it is one effect, durable when it returns. */
export const openRepository = (root: string): Repository => ({
	root,
	status: async () => status(root),
	async fingerprint() {
		look();
		return hashOf(JSON.stringify([workIn(root), theWorld().commits.length]));
	},
	async diffStats() {
		look();
		return {files: dirtyIn(root).length, insertions: 0, deletions: 0};
	},
	async commitAll(message, trailer) {
		look();
		const world = theWorld();
		if (dirtyIn(root).length === 0) {
			return {
				ok: false, code: 'nothing', error: 'Nothing to commit.', skipped: [],
			};
		}

		const work = workIn(root);
		if (world.story.isSigned?.(name => work[name] ?? '') === false) {
			return {
				ok: false, code: 'refused', error: 'The commit was refused: not signed', skipped: [],
			};
		}

		const hash = hashOf(JSON.stringify([world.commits.length, work, message]));
		effect('git commit', () => {
			world.commits = [...world.commits, {hash, message: `${message}\n\n${trailer}`, tree: work}];
		});
		return {ok: true, commit: hash, skipped: []};
	},
	async findByTrailer(trailer) {
		look();
		return theWorld().commits.findLast(commit => commit.message.endsWith(trailer))?.hash;
	},
	async setRef(name, commit) {
		effect(`git ref ${name}`, () => {
			theWorld().refs.set(name, commit ?? '');
		});
	},
	identity: async () => ({name: 'Test Person', email: 'test@example.org'}),
	trackedFiles: async () => new Set<string>(),
	async commitsSince(since) {
		look();
		const {commits} = theWorld();
		const from = since === null ? -1 : commits.findIndex(commit => `${commit.hash}^` === since);
		return commits.slice(Math.max(from, 0)).map(({hash, message}) => ({hash, subject: message.split('\n')[0] ?? '', body: ''}));
	},
});

export const initRepository = async (): Promise<void> => undefined;

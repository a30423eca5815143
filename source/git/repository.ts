import type {DiffStats} from '../domain/event/flow-event.js';
import {commitAllIn, type CommitResult, type CommitSettings} from './commit-all.js';
import {diffStatsOf} from './diff-stats.js';
import {fingerprintOf} from './fingerprint.js';
import {commitsSinceIn, findTrailer, type Commit} from './history.js';
import {readStatus, type TreeStatus} from './read-status.js';
import {runGit} from './run-git.js';

export type Identity = {readonly name: string | null; readonly email: string | null};

/** One git repository. Every method starts as few git processes as it can (the number is in its words); all of them throw `UserError` for a missing git, a foreign owner, no or a bare repository. */
export type Repository = {
	readonly root: string;
	/** One process. */
	readonly status: () => Promise<TreeStatus>;
	/** No process: a hash that changes when HEAD or the content of the tree does. */
	readonly fingerprint: (status: TreeStatus) => Promise<string>;
	/** At most one process: the tree against the commit `before`, or against nothing; undefined where git cannot tell. */
	readonly diffStats: (before: string | null, status: TreeStatus) => Promise<DiffStats | undefined>;
	/** Two processes, one more without `status`; commits all that is dirty. `trailer` is the whole line `Car-Turn: <run>/<n>`, or empty. */
	readonly commitAll: (message: string, trailer: string, status?: TreeStatus) => Promise<CommitResult>;
	/** One process: the commit at the tip whose message has exactly this trailer line. */
	readonly findByTrailer: (trailer: string) => Promise<string | undefined>;
	/** One process: points a full ref name at a commit, or deletes it. */
	readonly setRef: (name: string, commit: string | null) => Promise<void>;
	/** One process: what git is configured to sign commits with. */
	readonly identity: () => Promise<Identity>;
	/** One process for each 500 paths: those that git tracks. */
	readonly trackedFiles: (paths: readonly string[]) => Promise<ReadonlySet<string>>;
	/** One process: oldest first. */
	readonly commitsSince: (commit: string | null) => Promise<readonly Commit[]>;
};

const readIdentity = async (root: string): Promise<Identity> => {
	const text = await runGit(root, ['config', '-z', '--get-regexp', String.raw`^user\.(name|email)$`], {allow: [1]});
	const values = new Map(text.split('\0').filter(entry => entry !== '').map(entry => {
		const [key = '', ...value] = entry.split('\n');
		return [key, value.join('\n')];
	}));
	// An empty value counts as none, as it does for git.
	const read = (key: string) => values.get(key) === '' ? null : values.get(key) ?? null;
	return {name: read('user.name'), email: read('user.email')};
};

const writeRef = async (root: string, name: string, commit: string | null): Promise<void> => {
	if (!/^refs\/[\w.\-\/]+$/v.test(name) || !/^[\da-f]{40,64}$/v.test(commit ?? '0'.repeat(40))) {
		throw new Error(`not a ref and a commit: ${name} ${commit ?? ''}`);
	}

	const order = commit === null ? `delete ${name}` : `update ${name} ${commit}`;
	// The transaction form says a word when it is done, and an end without a word costs simple-git a wait of 50 ms.
	await runGit(root, ['update-ref', '--stdin'], {input: `start\n${order}\ncommit\n`});
};

const readTracked = async (root: string, paths: readonly string[]): Promise<ReadonlySet<string>> => {
	const found = new Set<string>();
	for (let at = 0; at < paths.length; at += 500) {
		const text = await runGit(root, ['--literal-pathspecs', 'ls-files', '-z', '--', ...paths.slice(at, at + 500)]);
		for (const name of text.split('\0').filter(entry => entry !== '')) {
			found.add(name);
		}
	}

	return found;
};

/** Opens the repository whose working tree starts at `root`. Nothing is started or checked before the first call. */
export const openRepository = (root: string, options: CommitSettings): Repository => {
	let known: Identity | undefined;
	/** Settings for what nobody configured; asked again until there is a whole identity. */
	const fallback = async (): Promise<readonly string[]> => {
		const found = known ?? await readIdentity(root);
		known = found.name === null || found.email === null ? undefined : found;
		return [...(found.name === null ? ['user.name=car'] : []), ...(found.email === null ? ['user.email=car@localhost'] : [])];
	};

	return {
		root,
		status: async () => readStatus(root),
		fingerprint: async status => fingerprintOf(root, status),
		diffStats: async (before, status) => diffStatsOf(root, before, status),
		commitAll: async (message, trailer, status) => commitAllIn(root, {message, trailer, identity: await fallback()}, options, status),
		findByTrailer: async trailer => findTrailer(root, trailer),
		setRef: async (name, commit) => writeRef(root, name, commit),
		identity: async () => readIdentity(root),
		trackedFiles: async paths => readTracked(root, paths),
		commitsSince: async commit => commitsSinceIn(root, commit),
	};
};

/** Makes a git repository in an existing folder, on the branch `main`; harmless where there is one. */
export const initRepository = async (folder: string): Promise<void> => {
	await runGit(folder, ['init', '--initial-branch=main']);
};

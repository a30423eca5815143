import {gitTrouble} from './git-trouble.js';
import {attemptGit} from './run-git.js';

export type Commit = {readonly hash: string; readonly subject: string; readonly body: string};

/** The records of a log; none where HEAD is unborn or a commit that is asked for is gone. */
const readLog = async (root: string, args: readonly string[]): Promise<readonly string[]> => {
	const call = ['log', '-z', '--no-show-signature', '--no-color', ...args, '--'];
	const outcome = await attemptGit(root, call);
	if (outcome.exitCode === 0 && !outcome.timedOut) {
		return outcome.stdout.split('\0').filter(record => record !== '');
	}

	if (/bad revision|unknown revision|bad object|does not have any commits/v.test(outcome.stderr)) {
		return [];
	}

	throw gitTrouble(root, call, outcome);
};

/** How far back a trailer is looked for; a crash lies at the tip. */
const trailerDepth = 500;

/** The newest commit at the tip of HEAD whose message has exactly this trailer line. */
export const findTrailer = async (root: string, trailer: string): Promise<string | undefined> => {
	for (const record of await readLog(root, [`--max-count=${trailerDepth}`, '--format=%H%n%(trailers:only,unfold)', 'HEAD'])) {
		const [hash, ...trailers] = record.split('\n');
		if (hash !== undefined && trailers.includes(trailer)) {
			return hash;
		}
	}

	return undefined;
};

/** Commits of HEAD that `since` does not hold, oldest first, at most 1,000; all of them when null. Empty when HEAD is unborn. */
export const commitsSinceIn = async (root: string, since: string | null): Promise<readonly Commit[]> => {
	const range = since === null ? ['HEAD'] : ['HEAD', `^${since}`];
	const records = await readLog(root, ['--max-count=1000', '--format=%H%n%s%n%b', ...range]);
	const commits = records.map(record => {
		const [hash = '', subject = '', ...body] = record.split('\n');
		return {hash, subject, body: body.join('\n').trim()};
	});
	return commits.toReversed();
};

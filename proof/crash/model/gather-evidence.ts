import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type {Commit, Evidence, HumanActs} from './evidence.js';
import {readState} from './read-state.js';

const namesIn = (folder: string): readonly string[] => fs.existsSync(folder) ? fs.readdirSync(folder).toSorted() : [];

const readCommits = (git: (...args: readonly string[]) => string): readonly Commit[] => git('log', '--reverse', '--format=%H%x1f%s%x1f%(trailers:only,unfold)%x1e')
	.split('\u001E')
	.map(record => record.trim())
	.filter(record => record !== '')
	.map(record => {
		const [hash = '', subject = '', trailers = ''] = record.split('\u001F');
		return {hash, subject, trailers: trailers.split('\n').filter(line => line !== '')};
	});

/** Processes that carry a worker's tag and work in this repository. */
export const survivorsOf = (repo: string): readonly number[] => namesIn('/proc').map(Number).filter(pid => {
	try {
		return Number.isInteger(pid) && fs.readFileSync(`/proc/${pid}/environ`, 'latin1').includes('CAR_WORKER_TAG=') && fs.readlinkSync(`/proc/${pid}/cwd`).startsWith(repo)
			&& !/^\d+ \(.*\) Z /v.test(fs.readFileSync(`/proc/${pid}/stat`, 'latin1'));
	} catch {
		return false;
	}
});

/** The lock of a worker that was killed between its last word and its release holds nobody up; any other does. */
const isHeld = (lock: string): boolean => {
	if (!fs.existsSync(lock)) {
		return false;
	}

	const {pid} = JSON.parse(fs.readFileSync(lock, 'utf8')) as {pid: number};
	return fs.existsSync(`/proc/${pid}`);
};

/** Looks at everything that is left of a story, after its last worker has ended. */
export const gatherEvidence = (place: {readonly repo: string; readonly journal: string; readonly env: Readonly<Record<string, string>>}, acts: HumanActs): Evidence => {
	const {repo, journal} = place;
	const git = (...args: readonly string[]): string => execFileSync('git', args, {cwd: repo, env: place.env, encoding: 'utf8'});
	const state = path.join(repo, '.codex-autorunner');
	const notes = fs.existsSync(path.join(journal, 'journal')) ? fs.readFileSync(path.join(journal, 'journal'), 'utf8').trim().split('\n') : [];
	return {
		acts,
		prompts: namesIn(journal).flatMap(name => {
			const {run, turn, pid} = /^(?<run>.+)-(?<turn>\d+)-(?<pid>\d+)\.prompt$/v.exec(name)?.groups ?? {};
			return run === undefined
				? []
				: [{
					run, turn: Number(turn), process: pid ?? '', text: fs.readFileSync(path.join(journal, name), 'utf8'),
				}];
		}),
		journal: notes.map(line => {
			const [what = '', turn = '', ...rest] = line.split(' ');
			return {what, turn, rest: rest.join(' ').trim()};
		}),
		...readState(fs, state),
		commits: readCommits(git).filter(commit => commit.subject !== 'Begin'),
		dirty: git('status', '--porcelain').split('\n').filter(line => line !== ''),
		refs: git('for-each-ref', '--format=%(refname)', 'refs/car').split('\n').filter(line => line !== ''),
		work: Object.fromEntries(git('ls-tree', '--name-only', 'HEAD').split('\n').filter(name => name.startsWith('work-')).map(name => [name, git('show', `HEAD:${name}`)])),
		isLocked: isHeld(path.join(state, 'lock')),
		survivors: survivorsOf(repo),
	};
};

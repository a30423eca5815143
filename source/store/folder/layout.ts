import path from 'node:path';
import {stateFolderName} from '../../domain/state-folder-name.js';

/** Four digits or more, as history folders and turn files are named. */
export const four = (number: number): string => String(number).padStart(4, '0');

/** Every path below the state folder, absolute, in one place. */
export const layoutOf = (repo: string) => {
	const state = path.join(repo, stateFolderName);
	const runs = path.join(state, 'runs');
	return {
		repo,
		state,
		gitignore: path.join(state, '.gitignore'),
		config: path.join(state, 'config.yml'),
		sharedConfig: path.join(repo, 'codex-autorunner.yml'),
		tickets: path.join(state, 'tickets'),
		workspace: path.join(state, 'workspace'),
		workspaceDocuments: ['active_context', 'decisions', 'spec'].map(name => path.join(state, 'workspace', `${name}.md`)),
		about: path.join(state, 'ABOUT_CAR.md'),
		runs,
		lock: path.join(state, 'lock'),
		archive: path.join(state, 'archive'),
		/** Tickets that were deleted on the screen. */
		trash: path.join(state, 'trash'),
		/** Replies that were begun and not sent. */
		drafts: path.join(state, 'drafts'),
		/** When the last report was closed. */
		reportMark: path.join(state, 'report.json'),
		/** Turns written as markdown for people. */
		exports: path.join(state, 'exports'),
		run(runId: string) {
			const folder = path.join(runs, runId);
			return {
				folder,
				events: path.join(folder, 'events.jsonl'),
				turns: path.join(folder, 'turns'),
				turn: (turn: number) => path.join(folder, 'turns', `${four(turn)}.jsonl`),
				prompt: (turn: number) => path.join(folder, 'turns', `${four(turn)}.prompt.md`),
				record: path.join(folder, 'run.json'),
				/** Space put by for what the log must say when the disk is full. */
				reserve: path.join(folder, 'reserve'),
				workerLog: path.join(folder, 'worker.log'),
				commands: path.join(folder, 'commands'),
				command: (id: string) => path.join(folder, 'commands', `${id}.json`),
				/** Processes of agents that were started and not yet seen to be gone, one file each. */
				processes: path.join(folder, 'processes'),
				dispatchFile: path.join(folder, 'DISPATCH.md'),
				dispatchFolder: path.join(folder, 'dispatch'),
				dispatchHistory: path.join(folder, 'dispatch_history'),
				archivedDispatch: (number: number) => path.join(folder, 'dispatch_history', four(number)),
				replyFile: path.join(folder, 'USER_REPLY.md'),
				replyFolder: path.join(folder, 'reply'),
				replyHistory: path.join(folder, 'reply_history'),
				archivedReply: (number: number) => path.join(folder, 'reply_history', four(number)),
				/** Texts of tickets as they were before and after. */
				tickets: path.join(folder, 'tickets'),
			};
		},
	};
};

export type Layout = ReturnType<typeof layoutOf>;
export type RunLayout = ReturnType<Layout['run']>;

/** A path as the contract writes it: relative to the repository, with `/`. */
export const repositoryPath = (repo: string, absolute: string): string => path.relative(repo, absolute).split(path.sep).join('/');

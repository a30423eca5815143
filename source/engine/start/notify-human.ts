import type {FlowEvent, InboxItem} from '../../domain/event/flow-event.js';
import type {Config} from '../../domain/config/config.js';
import {runProgram} from '../../agents/process/run-shell.js';
import type {Environment} from '../flow/flow.js';
import {sayInWorkerLog} from '../flow/worker-words.js';

/** What `notify.command` is told: a new item, the end of a run, or a worker that was found dead. */
export type Notice = {
	readonly event: 'item_opened' | 'run_finished' | 'worker_dead' | 'test';
	readonly repo: string;
	readonly title: string;
	readonly item: Pick<InboxItem, 'id' | 'ticket'> | undefined;
};

const limitSeconds = 10;

/** It is the human's own program and may need the human's own variables (a token for a push service). */
const inherited = (env: Environment): Record<string, string> =>
	Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('GIT_')));

/** Runs `notify.command` once; it can fail or hang for its ten seconds without anybody waiting. Resolves with what went wrong, if anything did. */
export const notifyHuman = async (config: Config, env: Environment, notice: Notice): Promise<string | undefined> => {
	const [program] = config.notify.command;
	if (program === undefined) {
		return undefined;
	}

	const {exitCode, tail} = await runProgram(config.notify.command, {
		cwd: notice.repo,
		env: {
			...inherited(env),
			CAR_EVENT: notice.event,
			CAR_REPO: notice.repo,
			CAR_TICKET: notice.item?.ticket ?? '',
			CAR_TITLE: notice.title,
			CAR_ITEM: notice.item?.id ?? '',
		},
		timeoutSeconds: limitSeconds,
	});
	return exitCode === 0 ? undefined : `notify.command ${program} ${exitCode === null ? `did not end within ${limitSeconds} s` : `ended with exit code ${exitCode}`}${tail === '' ? '' : `: ${tail.trim()}`}`;
};

export type Notices = {
	readonly hear: (event: FlowEvent) => void;
	readonly workerDied: () => void;
	/** Resolves when every program that was started has ended. */
	readonly sent: () => Promise<void>;
};

/** Turns the events of a run into notices, without the run ever waiting for one. */
export const createNotices = (options: {readonly repo: string; readonly config: Config}, env: Environment): Notices => {
	const pending = new Set<Promise<void>>();
	const start = (notice: Omit<Notice, 'repo'>): void => {
		const sending = (async () => {
			const trouble = await notifyHuman(options.config, env, {...notice, repo: options.repo});
			if (trouble !== undefined) {
				sayInWorkerLog(`${trouble}\n`);
			}
		})();
		pending.add(sending);
	};

	return {
		hear(event) {
			if (event.type === 'item_opened') {
				start({event: 'item_opened', title: event.title, item: event});
			} else if (event.type === 'run_state_changed' && (event.status === 'completed' || event.status === 'failed' || event.status === 'stopped')) {
				start({event: 'run_finished', title: event.reason ?? event.status, item: undefined});
			}
		},
		workerDied() {
			start({event: 'worker_dead', title: 'The worker died; the next one goes on', item: undefined});
		},
		async sent() {
			await Promise.allSettled(pending);
		},
	};
};

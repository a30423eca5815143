import {randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import type {Command, CommandBody} from '../../domain/event/command.js';
import {planGoingOn, type GoingOn} from '../../domain/flow/going-on.js';
import {isDone} from '../../domain/ticket/ticket.js';
import {UserError} from '../../domain/user-error.js';
import {openRepository} from '../../git/repository.js';
import {describeConfigProblem, loadConfig, type LoadedConfig} from '../../store/config-files.js';
import {layoutOf} from '../../store/layout.js';
import {postCommand} from '../../store/mailbox-files.js';
import {listRuns, newRunId} from '../../store/run-folders.js';
import {checkStateFolder} from '../../store/state-folder.js';
import {createTicket, setTicketField} from '../../store/ticket-edits.js';
import {createTicketReader} from '../../store/ticket-files.js';
import {checkRun} from '../check-run.js';
import type {World} from '../flow.js';
import {untrustedCommands} from '../named-commands.js';
import {answerWaits} from './answer-waits.js';
import {buildSnapshot, viewWorker, type SnapshotSources} from './build-snapshot.js';
import type {FlowClient, RunAnswer, RunOptions} from './flow-client.js';
import {followRepository} from './follow-repository.js';
import {followRun, type FollowedRun} from './follow-run.js';
import {refuseLateReply} from './refuse-late-reply.js';

/** What a worker is started with; both hands of the client take the same. */
export type StartOptions = {
	readonly runId: string;
	readonly once: boolean;
	readonly noAnswer: boolean;
	readonly recover: boolean;
	readonly maxTurns: number | undefined;
	readonly fullAccess: boolean;
};

/** Starts a worker and resolves when it holds the lock or has already come to rest; rejects with UserError when it could not. */
export type StartWorker = (options: StartOptions) => Promise<void>;

const plain: RunOptions = {
	once: false, dirty: false, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false,
};

/** The client over the files: everything is read from disk, everything asked of the worker is a file. Only how a worker is started differs between its two hands. */
export const createFileClient = (options: {
	readonly repo: string;
	readonly world: World;
	readonly foreground: boolean;
	readonly startWorker: StartWorker;
	readonly close: () => Promise<void>;
}): FlowClient => {
	const {repo, world} = options;
	const layout = layoutOf(repo);
	const reader = createTicketReader(repo);
	let loaded: LoadedConfig | undefined;
	let followed: {readonly runId: string; readonly run: FollowedRun} | undefined;

	const config = (): LoadedConfig => {
		const fresh = loadConfig(repo, world.env);
		// The same object while nothing changed, so that who compares sees no change.
		loaded = loaded !== undefined && JSON.stringify(loaded) === JSON.stringify(fresh) ? loaded : fresh;
		return loaded;
	};

	const newest = (): FollowedRun | undefined => {
		const runId = listRuns(layout).at(-1)?.runId;
		if (runId !== undefined && followed?.runId !== runId) {
			followed = {runId, run: followRun(layout.run(runId))};
		}

		followed?.run.read();
		return followed?.run;
	};

	const sources = (run: FollowedRun | undefined): SnapshotSources => {
		checkStateFolder(repo);
		const {config: settings, problems} = config();
		return {
			repo,
			layout,
			config: settings,
			folder: reader.read(Object.keys(settings.agents)),
			run: run?.state() ?? null,
			warnings: problems.map(problem => describeConfigProblem(problem)),
			now: world.now(),
			fullAccess: false,
		};
	};

	/** Nothing of a repository is started before its configuration is right and a human agreed to its commands. */
	const mayStart = async (): Promise<Extract<RunAnswer, {type: 'refused'}> | undefined> => {
		const {problems} = config();
		const [problem] = problems;
		if (problem !== undefined) {
			return {
				type: 'refused', exitCode: 2, message: describeConfigProblem(problem), hint: 'mend the configuration, then try again', details: problems.slice(1).map(each => describeConfigProblem(each)),
			};
		}

		const ask = await untrustedCommands(repo, config(), sources(undefined).folder, world.env);
		return ask.length === 0
			? undefined
			: {
				type: 'refused',
				exitCode: 2,
				message: 'This repository names commands that nobody has agreed to yet',
				hint: 'car trust shows them and asks',
				details: ask.map(({command, where}) => `${where}: ${command}`),
			};
	};

	const plan = (runOptions: RunOptions): {readonly plan: GoingOn; readonly runId: string | undefined; readonly seq: number} => {
		const {run, folder} = sources(newest());
		const {life} = viewWorker({layout, run, now: world.now()});
		const going = planGoingOn({
			run,
			workerLives: life === 'alive' || life === 'silent',
			openTickets: folder.entries.filter(entry => !isDone(entry)).length,
			totalTickets: folder.entries.length,
			answerWaits: run !== null && answerWaits(layout.run(run.runId), run),
		}, {...runOptions, foreground: options.foreground});
		return {plan: going, runId: run?.runId, seq: run?.seq ?? 0};
	};

	const run = async (runOptions: RunOptions): Promise<RunAnswer> => {
		checkStateFolder(repo);
		if (!existsSync(layout.state)) {
			throw new UserError(`${repo} has no .codex-autorunner folder`, 'car init makes it', 2);
		}

		const {plan: going, runId, seq} = plan(runOptions);
		switch (going.type) {
			case 'nothing': {
				return {type: 'nothing_to_do', message: going.message};
			}

			case 'refuse': {
				return {...going, type: 'refused'};
			}

			case 'follow': {
				return {type: 'joined', runId: runId ?? '', after: seq};
			}

			case 'new':
			case 'go_on': {
				const refusal = await mayStart() ?? (going.type === 'new' && going.refusesDirtyTree ? await refuseDirty() : undefined);
				if (refusal !== undefined) {
					return refusal;
				}

				const id = going.type === 'new' || runId === undefined ? newRunId(world.now(), world.random) : runId;
				await options.startWorker({...runOptions, runId: id});
				return {type: 'started', runId: id, after: going.type === 'new' ? 0 : seq};
			}

			default: {
				return going satisfies never;
			}
		}
	};

	const refuseDirty = async (): Promise<Extract<RunAnswer, {type: 'refused'}> | undefined> => {
		const {dirty} = await openRepository(repo, config().config.git).status();
		return dirty.length === 0
			? undefined
			: {
				type: 'refused',
				exitCode: 2,
				message: `The working tree has ${dirty.length} uncommitted ${dirty.length === 1 ? 'file' : 'files'}`,
				hint: 'commit or stash them, or start with --dirty (they will be in the first commit)',
				details: dirty.slice(0, 20).map(file => `${file.code} ${file.path}`),
			};
	};

	const send = async (body: CommandBody, sendOptions: {readonly attachments?: readonly string[]; readonly start?: boolean} = {}): Promise<Command> => {
		const state = newest()?.state();
		if (state === null || state === undefined) {
			throw new UserError('There is no run yet', 'car run starts one');
		}

		if (body.type === 'reply') {
			refuseLateReply(state, body.to);
		}

		const id = randomBytes(9).toString('hex');
		const command: Command = {...body, id, at: new Date(world.now()).toISOString()};
		postCommand(layout.run(state.runId), command, sendOptions.attachments ?? []);
		const isAnswer = body.type === 'reply' || body.type === 'answer_outcome' || body.type === 'answer_approval';
		if (isAnswer && sendOptions.start !== false) {
			await startFor(state.runId, layout.run(state.runId).command(id));
		}

		return command;
	};

	/** Waits until a live worker took the command; with none, starts one. */
	const startFor = async (runId: string, file: string): Promise<void> => {
		for (;;) {
			const {life} = viewWorker({layout, run: newest()?.state() ?? null, now: world.now()});
			if (!existsSync(file) || life === 'silent') {
				return;
			}

			if (life !== 'alive') {
				const refusal = await mayStart();
				if (refusal !== undefined) {
					throw new UserError(refusal.message, `${refusal.hint}; your answer is kept and waits for the next start`, refusal.exitCode);
				}

				try {
					await options.startWorker({...plain, runId});
					return;
				} catch (error) {
					if (!(error instanceof UserError && error.exitCode === 5)) {
						throw error;
					}
					// Somebody else's start was quicker; that worker takes the command.
				}
			}

			await delay(50);
		}
	};

	return {
		async snapshot() {
			return buildSnapshot(sources(newest()));
		},
		follow: (after, signal) => followRepository(layout, sources, after, signal),
		check: async () => checkRun({
			repo, loaded: config(), sources: sources(newest()), env: world.env,
		}),
		run,
		send,
		async setDone(path, done) {
			setTicketField(repo, path, 'done', done);
		},
		async newTicket(title) {
			return createTicket(repo, {title, agent: config().config.ticketFlow.defaultAgent});
		},
		close: options.close,
	};
};

import type {
	AgentHarness, LostTurn, TurnRequest,
} from '../../domain/agent-harness.js';
import type {AgentSettings} from '../../domain/config/config.js';
import type {AgentEnd, AgentEvent} from '../../domain/event/agent-event.js';
import {agentEnvironment} from '../process/environment.js';
import type {Trouble} from '../process/json-rpc.js';
import {notLoggedIn, readLogin} from './login.js';
import {openThread, type OpenedThread} from './open-thread.js';
import {playTurn, type RunningTurn} from './play-turn.js';
import {testedVersions, type RateLimits} from './protocol.js';
import {recallTurn} from './recall-turn.js';
import {startServer, type Server, type ServerStart} from './server.js';

const interruptedBy = (signal: AbortSignal): AgentEnd =>
	({type: 'interrupted', reason: typeof signal.reason === 'string' ? signal.reason : 'interrupted'});

/** Milliseconds codex may take. */
export type Patience = {
	/** To shake hands. */
	readonly start: number;
	/** To open a conversation: the servers of its own configuration are started for it. */
	readonly open: number;
	/** To obey an interrupt; after it, it is ended. */
	readonly interrupt: number;
};

const usual: Patience = {start: 30_000, open: 120_000, interrupt: 5000};

const failed = (message: string, retry: 'never' | 'transient'): AgentEnd => ({type: 'failed', message, retry});

type Opened = {readonly ok: true; readonly server: Server; readonly thread: OpenedThread; readonly notices: readonly string[]} | {readonly ok: false; readonly end: AgentEnd; /** It served before and was found dead, with nothing sent yet. */ readonly wasDead?: boolean};

const troubled = async (server: Server, {type, message}: Trouble, isNew: boolean): Promise<Opened> => {
	const words = type === 'ended' ? await server.lastWords() : `codex could not open the conversation: ${message}`;
	// One that does not answer is not asked again.
	await server.end();
	return {ok: false, end: failed(words, type === 'ended' || type === 'silent' ? 'transient' : 'never'), wasDead: type === 'ended' && !isNew};
};

const versionNotices = ({version}: Server): readonly string[] => version.startsWith(`${testedVersions.newest}.`)
	? []
	: [`codex is version ${version}; this version of car is tested with ${testedVersions.newest}`];

/** Everything before the prompt is sent. Aborting ends the server, and with it every question to it. */
const openTurn = async (start: () => Promise<ServerStart & {readonly isNew?: boolean}>, request: TurnRequest, {signal, gitWrite, patience}: {readonly signal: AbortSignal; readonly gitWrite: boolean; readonly patience: number}): Promise<Opened> => {
	const started = await start();
	if (!started.ok) {
		return {ok: false, end: failed(started.message, started.retry)};
	}

	const {server} = started;
	const breakOff = () => {
		void server.end();
	};

	signal.addEventListener('abort', breakOff, {once: true});
	try {
		const login = await readLogin(server.connection);
		if (login.type === 'missing') {
			return {ok: false, end: failed(notLoggedIn, 'never')};
		}

		const thread = await openThread(server.connection, request, {gitWrite, patience});
		if (!thread.ok) {
			return await troubled(server, thread.trouble, started.isNew === true);
		}

		const lost = thread.value.isLost ? [`codex no longer knows the conversation ${request.conversationId ?? ''}: a new one was begun, with the last message of the old one`] : [];
		return {
			ok: true, server, thread: thread.value, notices: [...started.isNew === true ? versionNotices(server) : [], ...lost],
		};
	} finally {
		signal.removeEventListener('abort', breakOff);
	}
};

/** Yields a turn that was sent, and its end; when the iteration ends nothing of the turn runs any more. */
const hearTurn = async function * (turn: RunningTurn, server: Server, signal: AbortSignal): AsyncGenerator<AgentEvent> {
	const garbageBefore = server.connection.garbage();
	let interrupted: Promise<void> | undefined;
	const interrupt = () => {
		interrupted ??= turn.interrupt();
	};

	signal.addEventListener('abort', interrupt, {once: true});
	if (signal.aborted) {
		interrupt();
	}

	let isSettled = false;
	try {
		yield * turn.events();
		const end = interrupted === undefined ? await turn.settle() : interruptedBy(signal);
		await interrupted;
		isSettled = true;
		const garbage = server.connection.garbage() - garbageBefore;
		if (garbage > 0) {
			yield {type: 'notice', text: `codex printed ${garbage === 1 ? 'a line' : `${garbage} lines`} that the protocol does not know`};
		}

		yield end;
	} finally {
		signal.removeEventListener('abort', interrupt);
		if (!isSettled) {
			interrupt();
			await interrupted;
		}
	}
};

/** Drives codex through its app-server: one process for all turns of a worker, started when it is first needed and again when it died. */
export const createCodexHarness = (settings: AgentSettings, baseEnv: Readonly<Record<string, string | undefined>>, patience: Patience = usual): AgentHarness => {
	let server: Server | undefined;
	let turn: RunningTurn | undefined;
	let limits: RateLimits | undefined;
	let questions = 0;

	const serverFor = async (request: Pick<TurnRequest, 'workspace' | 'tag' | 'register'>, signal: AbortSignal): Promise<ServerStart & {readonly isNew?: boolean}> => {
		if (server?.isAlive() === true) {
			await request.register(server.process);
			return {ok: true, server};
		}

		await server?.end();
		server = undefined;
		const started = await startServer({
			command: settings.command, cwd: request.workspace, env: agentEnvironment(baseEnv, settings, {}), tag: request.tag, register: request.register, signal, patience: patience.start,
		});
		server = started.ok ? started.server : undefined;
		return {...started, isNew: true};
	};

	return {
		async * runTurn(request, signal) {
			if (signal.aborted) {
				yield interruptedBy(signal);
				return;
			}

			const open = async () => openTurn(async () => serverFor(request, signal), request, {signal, gitWrite: settings.gitWrite, patience: patience.open});
			const found = await open();
			const opened = !found.ok && found.wasDead === true && !signal.aborted ? await open() : found;
			if (signal.aborted || !opened.ok) {
				yield signal.aborted || opened.ok ? interruptedBy(signal) : opened.end;
				return;
			}

			const {thread} = opened;
			yield * opened.notices.map((text): AgentEvent => ({type: 'notice', text}));
			// Whoever keeps the log knows the conversation before anything is sent to it.
			yield {type: 'session_started', conversation_id: thread.threadId, model: request.model ?? thread.model};
			turn = playTurn({
				server: opened.server, thread, request, limits, patience: patience.interrupt, nameQuestion: () => `${request.turn}-${++questions}`,
			});
			try {
				yield * hearTurn(turn, opened.server, signal);
			} finally {
				limits = turn.limits();
				turn = undefined;
			}
		},
		answerApproval: async (requestId, decision, hint) => await turn?.answer(requestId, decision, hint) ?? false,
		joinTurn: async text => await turn?.join(text) ?? false,
		async recall(lost: LostTurn) {
			const started = await serverFor(lost, new AbortController().signal);
			return started.ok ? recallTurn(started.server.connection, lost) : {type: 'unknown', reason: started.message};
		},
		async close() {
			await server?.end();
			server = undefined;
		},
	};
};

import {setTimeout as delay} from 'node:timers/promises';
import type {ApprovalDecision, TurnRequest} from '../../domain/agent-harness.js';
import {isEnd, type AgentEnd, type AgentEvent} from '../../domain/event/agent-event.js';
import {createEventChannel} from '../process/event-channel.js';
import type {Spoken, Trouble} from '../process/json-rpc.js';
import {areGone, childrenOf} from './children.js';
import {declined, readQuestion} from './approvals.js';
import {
	turnInput, turnMark, type OpenedThread,
} from './open-thread.js';
import {answers, type RateLimits} from './protocol.js';
import type {Server} from './server.js';
import {translate} from './translate.js';
import {newTurnView, type TurnView} from './turn-view.js';

/** A turn that codex works on. */
export type RunningTurn = {
	/** What it says, without its end. Ends early when interrupted. */
	readonly events: () => AsyncGenerator<AgentEvent>;
	/** Breaks it off and ends what it started; resolves when nothing of it runs any more. */
	readonly interrupt: () => Promise<void>;
	/** How it ended, after `events` did and what it left running is gone. */
	readonly settle: () => Promise<AgentEnd>;
	readonly answer: (requestId: string, decision: ApprovalDecision, hint: string | undefined) => Promise<boolean>;
	readonly join: (text: string) => Promise<boolean>;
	readonly limits: () => RateLimits | undefined;
};

export type TurnOptions = {
	readonly server: Server;
	readonly thread: OpenedThread;
	readonly request: TurnRequest;
	readonly limits: RateLimits | undefined;
	/** A new name for a question of this worker. */
	readonly nameQuestion: () => string;
	/** Milliseconds an interrupted turn may take to end; after it the whole server is ended. */
	readonly patience: number;
};

const failedBy = ({message, type}: Trouble): AgentEnd => ({
	// Codex refused what it was asked: it will again.
	type: 'failed', message: `codex could not start the turn: ${message}`, retry: type === 'refused' || type === 'odd' ? 'never' : 'transient',
});

/** Sends a turn and hears it to its end: exactly one, whatever codex says or does not say. */
export const playTurn = (options: TurnOptions): RunningTurn => {
	const {server, thread, request, patience} = options;
	const {connection} = server;
	const {threadId} = thread;
	const channel = createEventChannel<AgentEvent>();
	const open = new Map<string, (decision: ApprovalDecision) => void>();
	let view: TurnView = newTurnView({workspace: request.workspace, threadId, limits: options.limits});
	let end: AgentEnd | undefined;
	let markEnded: () => void = () => undefined;
	const ended = new Promise<void>(resolve => {
		markEnded = resolve;
	});
	const finish = (how: AgentEnd): void => {
		end ??= how;
		open.clear();
		channel.close();
		markEnded();
	};

	const hear = async (spoken: Spoken): Promise<void> => {
		if (spoken.type === 'request') {
			await hearRequest(spoken);
			return;
		}

		if (end === undefined) {
			const step = translate(view, spoken);
			({view} = step);
			for (const event of step.events) {
				if (isEnd(event)) {
					finish(event);
				} else {
					await channel.push(event);
				}
			}
		}
	};

	const hearRequest = async ({id, method, params}: Extract<Spoken, {type: 'request'}>): Promise<void> => {
		const question = end === undefined ? readQuestion(method, params, view) : undefined;
		if (question === undefined) {
			const answer = declined(method);
			if (answer === undefined) {
				connection.refuse(id, `${method} is not answered here; ask the human by DISPATCH.md`);
			} else {
				connection.answer(id, answer);
			}

			await channel.push({type: 'notice', text: `codex asked for ${method.slice(0, 80)}, which nobody can answer while the run is unattended: declined`});
			return;
		}

		const requestId = options.nameQuestion();
		open.set(requestId, decision => {
			connection.answer(id, question.answer(decision));
		});
		await channel.push({type: 'approval_requested', request_id: requestId, ...question.asked});
	};

	const join = async (text: string): Promise<boolean> => {
		if (end !== undefined || view.turnId === undefined) {
			return false;
		}

		const joined = await connection.ask('turn/steer', {threadId, input: [{type: 'text', text, text_elements: []}], expectedTurnId: view.turnId}, answers.any);
		return joined.ok;
	};

	const begin = async (): Promise<void> => {
		const {model, reasoning} = request;
		const started = await connection.ask('turn/start', {
			threadId,
			input: turnInput(request, thread),
			clientUserMessageId: turnMark(request),
			...thread.sandboxPolicy === undefined ? {} : {sandboxPolicy: thread.sandboxPolicy},
			...model === undefined ? {} : {model},
			...reasoning === undefined ? {} : {effort: reasoning},
		}, answers.turn);
		if (!started.ok) {
			if (started.trouble.type !== 'ended') {
				finish(failedBy(started.trouble));
			}
		} else if (view.turnId === undefined) {
			view = {...view, turnId: started.value.turn.id};
		}
	};

	const watchDeath = async (): Promise<void> => {
		await connection.closed;
		if (end === undefined) {
			finish({type: 'failed', message: await server.lastWords(), retry: 'transient'});
		}
	};

	const before = childrenOf(server.process.pid);
	connection.listen(hear);
	void watchDeath();
	const begun = begin();

	/** An interrupted command, and one that takes longer than codex waits, runs on in the background until it is told to end. False: the server does not obey. */
	const clean = async (isInterrupted: boolean): Promise<boolean> => {
		const left = await connection.ask('thread/backgroundTerminals/list', {threadId}, answers.terminals, patience);
		const cleaned = await connection.ask('thread/backgroundTerminals/clean', {threadId}, answers.any, patience);
		const isOld = !cleaned.ok && cleaned.trouble.type === 'refused';
		const mayLinger = isInterrupted || !left.ok || left.value.data.length > 0;
		const isObeyed = cleaned.ok || isOld;
		return isObeyed && mayLinger ? areGone(server.process.pid, before) : isObeyed;
	};

	const within = async (promise: Promise<unknown>): Promise<boolean> => {
		const late = new AbortController();
		const isDone = await Promise.race([
			promise.then(() => true),
			delay(patience, false, {signal: late.signal}).catch(() => false),
		]);
		late.abort();
		return isDone;
	};

	const breakOff = async (): Promise<boolean> => {
		if (!await within(begun)) {
			return false;
		}

		if (end === undefined && view.turnId !== undefined) {
			// A turn that ended meanwhile is refused, and that is as well.
			void connection.ask('turn/interrupt', {threadId, turnId: view.turnId}, answers.any, patience);
			if (!await within(ended)) {
				return false;
			}
		}

		return clean(true);
	};

	return {
		events: () => channel.items(),
		async interrupt() {
			channel.close(true);
			if (server.isAlive() && !await breakOff()) {
				await server.end();
			}

			connection.listen(undefined);
		},
		async settle() {
			await ended;
			if (server.isAlive() && !await clean(false)) {
				await server.end();
			}

			connection.listen(undefined);
			return end ?? {type: 'failed', message: 'codex ended the turn without saying how', retry: 'transient'};
		},
		async answer(requestId, decision, hint) {
			const reply = open.get(requestId);
			if (reply === undefined || end !== undefined) {
				return false;
			}

			open.delete(requestId);
			reply(decision);
			if (hint !== undefined) {
				await join(hint);
			}

			return true;
		},
		join,
		limits: () => view.limits,
	};
};

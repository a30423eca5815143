import {
	type AgentEnd, type AgentEvent, isEnd, type UsageLimit,
} from '../../domain/event/agent-event.js';
import type {TurnRequest} from '../../domain/agent-harness.js';
import {createCoalescer} from '../../domain/text/coalesce.js';
import type {Tokens} from '../../domain/event/flow-event.js';
import type {Flow} from '../flow/flow.js';
import {approvalMilliseconds, createApprovals} from './ask-approval.js';
import {createSilenceWatch, silenceMilliseconds} from './watch-silence.js';

export type AttemptResult = {
	readonly end: AgentEnd;
	readonly conversationId: string | undefined;
	/** The end of what the agent said to the human, for turns that end without a message. */
	readonly said: string;
	readonly tokens: Tokens | null;
	/** What the agent said of its model and of its account's limits. */
	readonly model: string | undefined;
	readonly limits: readonly UsageLimit[] | undefined;
};

const flushMilliseconds = 50;
const saidCharacters = 16_384;

/** Plays one attempt of a turn: what the agent says goes into the transcript, deltas merged, everything redacted; its end does not, for a turn has one end and may have more attempts. */
export const runAttempt = async (flow: Flow, request: TurnRequest, onFirst: () => void): Promise<AttemptResult> => {
	const coalescer = createCoalescer();
	let {conversationId} = request;
	let tokens: Tokens | null = null;
	let model: string | undefined;
	let limits: readonly UsageLimit[] | undefined;
	let said = '';
	let end: AgentEnd | undefined;
	let isFirst = true;
	const write = (events: readonly AgentEvent[]): void => {
		if (events.length > 0) {
			flow.say(request.turn, events.map(event => redactEvent(event, flow.redact)));
		}
	};

	const harness = flow.harnessOf(request.agent);
	const approvals = createApprovals(flow, {
		ticket: request.ticket,
		harness,
		note(text) {
			write([...coalescer.flush(), {type: 'notice', text}]);
		},
	});
	let pid: number | undefined;
	const silence = createSilenceWatch({minutes: flow.config.limits.silenceMinutes, elapsed: flow.world.elapsed, pid: () => pid});
	let trouble: Error | undefined;
	/** What a timer throws nobody would catch, and the agent would outlive the worker: the turn ends with it instead. */
	const regularly = (act: () => void, milliseconds: number): NodeJS.Timeout => setInterval(() => {
		try {
			act();
		} catch (error) {
			trouble ??= error instanceof Error ? error : new Error(String(error));
			flow.control.interrupt.abort();
		}
	}, milliseconds);
	const timers = [
		regularly(() => {
			write(coalescer.due(flow.world.elapsed() * 1000));
		}, flushMilliseconds),
		regularly(() => {
			// Who waits for a human is silent for a reason.
			const text = approvals.isWaiting() ? undefined : silence.look();
			write(text === undefined ? [] : [{type: 'notice', text}]);
		}, silenceMilliseconds),
		regularly(approvals.due, approvalMilliseconds),
	];
	const watched: TurnRequest = {
		...request,
		async register(agentProcess) {
			({pid} = agentProcess);
			await request.register(agentProcess);
		},
	};
	try {
		for await (const event of harness.runTurn(watched, flow.control.interrupt.signal)) {
			silence.heard();
			// That there is a conversation does not mean that anything arrived in it.
			if (isFirst && event.type !== 'session_started') {
				onFirst();
				isFirst = false;
			}

			if (event.type === 'output_delta') {
				said = event.channel === 'message' ? (said + event.text).slice(-saidCharacters) : said;
				write(coalescer.add(event, flow.world.elapsed() * 1000));
				continue;
			}

			if (isEnd(event)) {
				end = event;
				break;
			}

			write([...coalescer.flush(), event]);
			switch (event.type) {
				case 'session_started': {
					conversationId = event.conversation_id;
					model = event.model ?? model;

					break;
				}

				case 'approval_requested': {
					approvals.ask(event);

					break;
				}

				case 'token_usage': {
					tokens = {input: event.input, output: event.output, total: event.total};
					limits = event.limits ?? limits;

					break;
				}
			// No default
			}
		}
	} catch (error) {
		// A harness that throws is the same as an agent that fails.
		end = {type: 'failed', message: error instanceof Error ? error.message : String(error), retry: 'never'};
	} finally {
		for (const timer of timers) {
			clearInterval(timer);
		}

		approvals.close();
	}

	if (trouble !== undefined) {
		throw trouble;
	}

	write(coalescer.flush());
	end ??= {type: 'failed', message: 'the agent ended without saying how', retry: 'never'};
	return {
		end: redactEvent(end, flow.redact), conversationId, tokens, model, limits, said: flow.redact(said.trim()),
	};
};

/** An event without secrets. */
export const redactEvent = <Event extends AgentEvent>(event: Event, redact: (text: string) => string): Event => {
	const safe: Record<string, unknown> = {...event};
	for (const [name, value] of Object.entries(safe)) {
		if (typeof value === 'string' && name !== 'type' && name !== 'channel' && name !== 'conversation_id') {
			safe[name] = redact(value);
		}
	}

	return safe as Event;
};

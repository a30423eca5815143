import {type AgentEnd, type AgentEvent, isEnd} from '../domain/event/agent-event.js';
import type {TurnRequest} from '../domain/agent-harness.js';
import {createCoalescer} from '../domain/text/coalesce.js';
import type {Tokens} from '../domain/event/flow-event.js';
import type {Flow} from './flow.js';
import {createSilenceWatch} from './watch-silence.js';

export type AttemptResult = {
	readonly end: AgentEnd;
	readonly conversationId: string | undefined;
	/** The end of what the agent said to the human, for turns that end without a message. */
	readonly said: string;
	readonly tokens: Tokens | null;
};

const flushMilliseconds = 50;
const silenceMilliseconds = 15_000;
const saidCharacters = 16_384;

/** Plays one attempt of a turn: what the agent says goes into the transcript, deltas merged, everything redacted; its end does not, for a turn has one end and may have more attempts. */
export const runAttempt = async (flow: Flow, request: TurnRequest, onFirst: () => void): Promise<AttemptResult> => {
	const coalescer = createCoalescer();
	let {conversationId} = request;
	let tokens: Tokens | null = null;
	let said = '';
	let end: AgentEnd | undefined;
	let isFirst = true;
	const write = (events: readonly AgentEvent[]): void => {
		if (events.length > 0) {
			flow.say(request.turn, events.map(event => redactEvent(event, flow.redact)));
		}
	};

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
			const text = silence.look();
			write(text === undefined ? [] : [{type: 'notice', text}]);
		}, silenceMilliseconds),
	];
	const watched: TurnRequest = {
		...request,
		async register(agentProcess) {
			({pid} = agentProcess);
			await request.register(agentProcess);
		},
	};
	try {
		for await (const event of flow.harnessOf(request.agent).runTurn(watched, flow.control.interrupt.signal)) {
			silence.heard();
			if (isFirst) {
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
			if (event.type === 'session_started') {
				conversationId = event.conversation_id;
			} else if (event.type === 'token_usage') {
				tokens = {input: event.input, output: event.output, total: event.total};
			}
		}
	} catch (error) {
		// A harness that throws is the same as an agent that fails.
		end = {type: 'failed', message: error instanceof Error ? error.message : String(error), retry: 'never'};
	} finally {
		for (const timer of timers) {
			clearInterval(timer);
		}
	}

	if (trouble !== undefined) {
		throw trouble;
	}

	write(coalescer.flush());
	end ??= {type: 'failed', message: 'the agent ended without saying how', retry: 'never'};
	return {
		end: redactEvent(end, flow.redact), conversationId, tokens, said: flow.redact(said.trim()),
	};
};

const redactEvent = <Event extends AgentEvent>(event: Event, redact: (text: string) => string): Event => {
	const safe: Record<string, unknown> = {...event};
	for (const [name, value] of Object.entries(safe)) {
		if (typeof value === 'string' && name !== 'type' && name !== 'channel' && name !== 'conversation_id') {
			safe[name] = redact(value);
		}
	}

	return safe as Event;
};

import type {AgentEvent} from '../../domain/event/agent-event.js';
import type {AgentEventLine, FlowEvent} from '../../domain/event/flow-event.js';
import {sanitiseLine} from '../../domain/text/sanitise.js';
import type {LineKind, Transcript, TranscriptLine} from '../state.js';
import {ticketName} from '../text/words.js';
import {
	resultLine, runLine, turnLine, verifyKind, verifyLine,
} from './event-lines.js';

/** Lines kept in memory, and the longest line: what an agent says in a night must not fill the machine. The turn's file has all of it. */
const maxLines = 5000;
const maxLineLength = 4000;

type Draft = {
	lines: TranscriptLine[];
	nextId: number;
	open: string | null;
	turn: number | null;
	hasSpoken: boolean;
	tokens: Transcript['tokens'];
};

const add = (draft: Draft, kind: LineKind, text: string): void => {
	draft.open = null;
	for (const line of text.split('\n')) {
		draft.lines.push({id: draft.nextId, kind, text: sanitiseLine(line).slice(0, maxLineLength)});
		draft.nextId++;
	}
};

const joinLast = (draft: Draft, text: string): string => {
	const last = draft.lines.at(-1);
	if (last === undefined) {
		return text;
	}

	const room = Math.max(0, maxLineLength - last.text.length);
	draft.lines[draft.lines.length - 1] = {...last, text: last.text + text.slice(0, room)};
	return text.slice(room);
};

/** Text of a stream: it goes on with the stream's last line, where nothing else came between. */
const addDelta = (draft: Draft, event: Extract<AgentEvent, {type: 'output_delta'}>): void => {
	const stream = `${event.channel}/${event.call_id ?? ''}`;
	const pieces = event.text.split('\n');
	for (const [index, piece] of pieces.entries()) {
		let rest = piece;
		if (index === 0 && draft.open === stream) {
			rest = joinLast(draft, piece);
			if (rest === '') {
				continue;
			}
		} else if (piece === '' && index === pieces.length - 1) {
			// The text ended with its line: the next piece begins a new one, and an empty line is not shown ahead of time.
			draft.open = null;
			return;
		}

		do {
			draft.lines.push({id: draft.nextId, kind: event.channel, text: rest.slice(0, maxLineLength)});
			draft.nextId++;
			rest = rest.slice(maxLineLength);
		} while (rest !== '');
	}

	draft.open = stream;
};

const addAgentEvent = (draft: Draft, event: AgentEvent): void => {
	switch (event.type) {
		case 'output_delta': {
			draft.hasSpoken ||= event.channel === 'message';
			addDelta(draft, event);
			return;
		}

		case 'tool_call': {
			add(draft, 'call', `${event.name} ${event.summary}`.trim());
			return;
		}

		case 'tool_result': {
			add(draft, event.ok ? 'result' : 'failure', resultLine(event));
			return;
		}

		case 'plan_updated': {
			add(draft, 'notice', ['plan', ...event.plan.map(step => `  [${step.done ? 'x' : ' '}] ${step.text}`)].join('\n'));
			return;
		}

		case 'approval_requested': {
			add(draft, 'notice', `asks for approval: ${event.description}`);
			return;
		}

		case 'token_usage': {
			draft.tokens = {input: event.input, output: event.output, total: event.total};
			return;
		}

		case 'notice': {
			add(draft, 'notice', event.text);
			return;
		}

		case 'completed': {
			if (!draft.hasSpoken && event.message !== '') {
				add(draft, 'message', event.message);
			}

			draft.open = null;
			return;
		}

		case 'failed': {
			add(draft, 'failure', `the agent failed: ${event.message}`);
			return;
		}

		case 'interrupted': {
			// The line of the turn, which follows, says the rest.
			add(draft, 'failure', event.reason === 'interrupted' ? 'interrupted' : `interrupted: ${event.reason}`);
			return;
		}

		case 'session_started':
		case 'diff_updated': {
			return;
		}

		default: {
			event satisfies never;
		}
	}
};

const addFlowEvent = (draft: Draft, event: FlowEvent): void => {
	switch (event.type) {
		case 'turn_started': {
			const retry = event.attempt > 1 ? `, attempt ${event.attempt}` : '';
			const purpose = event.purpose === 'work' ? '' : `, for ${event.purpose}`;
			add(draft, 'heading', `${ticketName(event.ticket)} turn ${event.turn} ${event.agent}${purpose}${retry}`);
			draft.turn = event.turn;
			draft.hasSpoken = false;
			draft.tokens = null;
			return;
		}

		case 'turn_finished': {
			add(draft, event.outcome === 'completed' ? 'notice' : 'failure', turnLine(event));
			return;
		}

		case 'run_state_changed': {
			add(draft, event.status === 'failed' ? 'failure' : 'notice', runLine(event));
			return;
		}

		case 'dispatch_archived': {
			if (event.mode !== 'turn_summary') {
				add(draft, 'notice', `${event.mode === 'pause' ? 'asks you' : 'tells you'}: ${event.title}`);
			}

			return;
		}

		case 'reply_received': {
			add(draft, 'notice', `reply ${event.reply} received`);
			return;
		}

		case 'reply_delivered': {
			add(draft, 'notice', `reply ${event.reply} delivered in turn ${event.turn}`);
			return;
		}

		case 'committed': {
			add(draft, 'result', `committed ${event.commit.slice(0, 9)} (${event.kind})`);
			return;
		}

		case 'commit_refused': {
			add(draft, 'failure', `commit refused: ${event.error}`);
			return;
		}

		case 'verify_finished': {
			for (const result of event.results) {
				add(draft, verifyKind(result, event.baseline), verifyLine(result, event.baseline));
			}

			return;
		}

		case 'command_refused': {
			add(draft, 'failure', `refused: ${event.reason}`);
			return;
		}

		case 'recovered': {
			add(draft, 'notice', `recovered: ${event.found}; ${event.did}`);
			return;
		}

		case 'run_started':
		case 'ticket_selected':
		case 'ticket_renamed':
		case 'item_opened':
		case 'item_closed':
		case 'command_done': {
			return;
		}

		default: {
			event satisfies never;
		}
	}
};

/** Adds events to the log in their order. Text of `output_delta` must have been sanitised as a stream; everything else is here. */
export const growTranscript = (transcript: Transcript, events: ReadonlyArray<FlowEvent | AgentEventLine>): Transcript => {
	const draft: Draft = {...transcript, lines: [...transcript.lines]};
	for (const event of events) {
		if (event.type === 'agent_event') {
			draft.turn = event.turn;
			addAgentEvent(draft, event.event);
		} else {
			addFlowEvent(draft, event);
		}
	}

	const surplus = draft.lines.length - maxLines;
	return {
		...draft,
		lines: surplus > 0 ? draft.lines.slice(surplus) : draft.lines,
		dropped: transcript.dropped + Math.max(0, surplus),
	};
};

import type {AgentEvent} from '../../../domain/event/agent-event.js';
import type {AgentEventLine, FlowEvent} from '../../../domain/event/flow-event.js';
import type {Transcript, TranscriptLine} from '../../log-state.js';
import {ticketName} from '../../../domain/words/short-words.js';
import {
	addDelta, addText as add, endBlock, noteSize, type Draft,
} from './grow-lines.js';
import {
	changesLine, failureLine, resultLine, runLine, turnLine, verifyKind, verifyLine,
} from './event-lines.js';

/** Lines kept in memory: what an agent says in a night must not fill the machine. The turns' files have all of it. */
const maxLines = 5000;

const isEdit = (name: string): boolean => /edit|write|patch|replace|create|file.?change/i.test(name);

/** What a call gave back; its exit code belongs to the output above it as well. */
const addResult = (draft: Draft, event: Extract<AgentEvent, {type: 'tool_result'}>): void => {
	if (event.exit_code !== undefined && draft.block?.stream === `tool/${event.call_id}`) {
		noteSize(draft, event.exit_code);
	}

	add(draft, event.ok ? 'result' : 'failure', resultLine(event), event.ok ? null : 'error');
};

const addAgentEvent = (draft: Draft, event: AgentEvent): void => {
	switch (event.type) {
		case 'output_delta': {
			draft.hasSpoken ||= event.channel === 'message';
			addDelta(draft, event);
			return;
		}

		case 'tool_call': {
			add(draft, 'call', `${event.name} ${event.summary}`.trim(), isEdit(event.name) ? 'edit' : 'call');
			return;
		}

		case 'tool_result': {
			addResult(draft, event);
			return;
		}

		case 'plan_updated': {
			add(draft, 'notice', ['plan', ...event.plan.map(step => `  [${step.done ? 'x' : ' '}] ${step.text}`)].join('\n'));
			return;
		}

		case 'approval_requested': {
			add(draft, 'notice', `asks for approval: ${event.description}`, 'question');
			return;
		}

		case 'token_usage': {
			draft.tokens = {input: event.input, output: event.output, total: event.total};
			return;
		}

		case 'notice': {
			// It hints at a command; here a key does it.
			add(draft, 'notice', event.text.replace('(car pause --now interrupts it)', '(P interrupts it)'));
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
			add(draft, 'failure', failureLine(event.message), 'error');
			return;
		}

		case 'interrupted': {
			// The line of the turn, which follows, says the rest.
			add(draft, 'failure', event.reason === 'interrupted' ? 'interrupted' : `interrupted: ${event.reason}`, 'error');
			return;
		}

		case 'diff_updated': {
			add(draft, 'notice', changesLine(event.diff), 'edit');
			add(draft, 'diff', event.diff.trimEnd());
			return;
		}

		case 'session_started': {
			return;
		}

		default: {
			event satisfies never;
		}
	}
};

/** How a turn ended; what its agent said of it in the line above is not said again. */
const addTurnEnd = (draft: Draft, event: Extract<FlowEvent, {type: 'turn_finished'}>): void => {
	const last = draft.lines.at(-1);
	const said = last === undefined ? undefined : draft.lines[last.block - (draft.lines[0]?.id ?? 0)];
	const isSaid = said?.kind === 'failure' && event.error !== null && said.text === failureLine(event.error).split('\n', 1)[0];
	add(draft, event.outcome === 'completed' ? 'notice' : 'failure', turnLine(isSaid ? {...event, error: null} : event), event.outcome === 'completed' ? null : 'error');
};

const addFlowEvent = (draft: Draft, event: FlowEvent): void => {
	switch (event.type) {
		case 'turn_started': {
			const retry = event.attempt > 1 ? `, attempt ${event.attempt}` : '';
			const purpose = event.purpose === 'work' ? '' : `, for ${event.purpose}`;
			draft.turn = event.turn;
			add(draft, 'heading', `${ticketName(event.ticket)} turn ${event.turn} ${event.agent}${purpose}${retry}`, 'turn');
			draft.hasSpoken = false;
			draft.tokens = null;
			return;
		}

		case 'turn_finished': {
			addTurnEnd(draft, event);
			return;
		}

		case 'run_state_changed': {
			add(draft, event.status === 'failed' ? 'failure' : 'notice', runLine(event), event.status === 'failed' ? 'error' : null);
			return;
		}

		case 'dispatch_archived': {
			if (event.mode !== 'turn_summary') {
				add(draft, 'notice', `${event.mode === 'pause' ? 'asks you' : 'tells you'}: ${event.title}`, event.mode === 'pause' ? 'question' : null);
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
			add(draft, 'result', `committed ${event.commit.slice(0, 9)} (${event.kind})`, 'commit');
			return;
		}

		case 'commit_refused': {
			add(draft, 'failure', `commit refused: ${event.error}`, 'error');
			return;
		}

		case 'verify_finished': {
			for (const result of event.results) {
				add(draft, verifyKind(result, event.baseline), verifyLine(result, event.baseline), verifyKind(result, event.baseline) === 'failure' ? 'error' : null);
			}

			return;
		}

		case 'command_refused': {
			add(draft, 'failure', `refused: ${event.reason}`, 'error');
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

/** A gap in the order means that something was said that nobody read here; a new run begins a new log. */
const noteOrder = (draft: Draft, event: FlowEvent | AgentEventLine): void => {
	draft.seq = event.seq;
	if (event.type === 'run_started') {
		endBlock(draft);
		draft.lines = [];
		draft.wholeFrom = draft.nextId;
	} else if (draft.lastSeq !== null && event.seq !== draft.lastSeq + 1) {
		draft.wholeFrom = draft.nextId;
	}

	draft.lastSeq = event.seq;
};

/** The newest lines; the block that is cut by the edge keeps what is known of it at its first line that is left. */
const cut = (lines: readonly TranscriptLine[], most: number): readonly TranscriptLine[] => {
	if (lines.length <= most) {
		return lines;
	}

	const kept = lines.slice(-most);
	const [first] = kept;
	const oldest = lines[0]?.id ?? 0;
	if (first !== undefined && first.block !== first.id) {
		const head = Math.max(first.block, oldest);
		const size = lines[head - oldest]?.size ?? {lines: 1, bytes: 0, exit: null};
		kept[0] = {...first, block: first.id, size: {...size, lines: size.lines - (first.id - head)}};
	}

	return kept;
};

/** Adds events to the log in their order. Text of `output_delta` must have been sanitised as a stream; everything else is here. */
export const growTranscript = (transcript: Transcript, events: ReadonlyArray<FlowEvent | AgentEventLine>, most = maxLines): Transcript => {
	const draft: Draft = {
		...transcript, lines: [...transcript.lines], seq: 0, moreLines: 0, moreBytes: 0,
	};
	for (const event of events) {
		noteOrder(draft, event);
		if (event.type === 'agent_event') {
			draft.turn = event.turn;
			addAgentEvent(draft, event.event);
		} else {
			addFlowEvent(draft, event);
		}
	}

	noteSize(draft);
	const {seq, moreLines, moreBytes, ...grown} = draft;
	const lines = cut(draft.lines, most);
	const block = grown.block !== null && lines[0] !== undefined && grown.block.id < lines[0].id ? {...grown.block, id: lines[0].id} : grown.block;
	return {
		...grown, lines, block, dropped: transcript.dropped + (draft.lines.length - lines.length),
	};
};

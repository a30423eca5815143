import type {AgentEvent} from '../../../domain/event/agent-event.js';
import type {AgentEventLine, FlowEvent, FlowEventOf} from '../../../domain/event/flow-event.js';
import {markOfSort} from '../../../domain/run/run-log.js';
import {failureWords, tellAgent} from '../../../domain/words/tell-agent.js';
import {tellEvent} from '../../../domain/words/tell-event.js';
import {toldText, type Sort, type Told} from '../../../domain/words/told.js';
import type {LineKind, Tail, ScreenLine} from '../../log-state.js';
import {
	addDelta, addText as add, endBlock, noteSize, type Draft,
} from './grow-lines.js';

/** Lines kept in memory: what an agent says in a night must not fill the machine. The turns' files have all of it. */
const maxLines = 5000;

/** How each sort of line looks. */
const looks: Readonly<Record<Sort, LineKind>> = {
	turn: 'heading', commit: 'result', question: 'notice', failure: 'failure', result: 'result', notice: 'notice', call: 'call', edit: 'call', changes: 'notice', diff: 'diff', message: 'message',
};

const addTold = (draft: Draft, tellings: readonly Told[]): void => {
	for (const telling of tellings) {
		// It hints at a command; here a key does it.
		const text = toldText(telling).replace('(car pause --now interrupts it)', '(P interrupts it)');
		add(draft, looks[telling.sort], text, markOfSort[telling.sort]);
	}
};

const addAgentEvent = (draft: Draft, event: AgentEvent): void => {
	if (event.type === 'output_delta') {
		draft.hasSpoken ||= event.channel === 'message';
		addDelta(draft, event);
		return;
	}

	if (event.type === 'token_usage') {
		draft.tokens = {input: event.input, output: event.output, total: event.total};
	}

	if (event.type === 'tool_result' && event.exit_code !== undefined && draft.block?.stream === `tool/${event.call_id}`) {
		// It belongs to the output above it as well.
		noteSize(draft, event.exit_code);
	}

	addTold(draft, tellAgent(event, 'brief', draft.hasSpoken));
	if (event.type === 'completed') {
		draft.open = null;
	}
};

/** How a turn ended without what its agent said of it in the line above. */
const withoutSaid = (draft: Draft, event: FlowEventOf<'turn_finished'>): FlowEvent => {
	const last = draft.lines.at(-1);
	const said = last === undefined ? undefined : draft.lines[last.block - (draft.lines[0]?.id ?? 0)];
	const isSaid = said?.kind === 'failure' && event.error !== null && said.text === failureWords(event.error).split('\n', 1)[0];
	return isSaid ? {...event, error: null} : event;
};

const addFlowEvent = (draft: Draft, event: FlowEvent): void => {
	if (event.type === 'turn_started') {
		draft.turn = event.turn;
		draft.hasSpoken = false;
		draft.tokens = null;
	}

	addTold(draft, tellEvent(event.type === 'turn_finished' ? withoutSaid(draft, event) : event, 'brief'));
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
const cut = (lines: readonly ScreenLine[], most: number): readonly ScreenLine[] => {
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
export const growTail = (tail: Tail, events: ReadonlyArray<FlowEvent | AgentEventLine>, most = maxLines): Tail => {
	const draft: Draft = {
		...tail, lines: [...tail.lines], seq: 0, moreLines: 0, moreBytes: 0,
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
		...grown, lines, block, dropped: tail.dropped + (draft.lines.length - lines.length),
	};
};

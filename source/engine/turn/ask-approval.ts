import {createAwakeTime} from '../../domain/awake-time.js';
import type {AgentHarness, ApprovalDecision} from '../../domain/agent-harness.js';
import type {AgentEvent} from '../../domain/event/agent-event.js';
import type {InboxItem} from '../../domain/event/flow-event.js';
import {ticketName} from '../../domain/words/short-words.js';
import type {Flow} from '../flow/flow.js';
import {openItem} from '../flow/open-items.js';

type Asked = Extract<AgentEvent, {type: 'approval_requested'}>;

export type Approvals = {
	/** The agent asks: an item is opened, and the turn waits for its answer. */
	readonly ask: (asked: Asked) => void;
	readonly isWaiting: () => boolean;
	/** Called regularly: denies what nobody has answered for too long. */
	readonly due: () => void;
	/** The attempt is over, and with it every question it asked. */
	readonly close: () => void;
};

/** What the log says of a human's answer. */
const answers: Readonly<Record<ApprovalDecision, string>> = {
	once: 'you allowed', session: 'you allowed for the session', deny: 'you denied', cancel: 'you denied and ended the turn',
};

/** How often somebody has to look what is due. */
export const approvalMilliseconds = 250;

const shownDiffLines = 200;

const longestTitle = 120;

const minutesOf = (milliseconds: number): string => milliseconds < 120_000 ? `${Math.round(milliseconds / 1000)} s` : `${Math.round(milliseconds / 60_000)} min`;

/** What is asked, in one line. */
const inShort = (description: string): string => {
	const [line = '', ...rest] = description.split('\n');
	const first = line.slice(0, 2 * longestTitle).replace(/[?.!\s]+$/v, '');
	return first.length > longestTitle || rest.length > 0 ? `${first.slice(0, longestTitle)}…` : first;
};

const itemFor = (flow: Flow, ticket: string, asked: Asked): Omit<InboxItem, 'since'> => {
	const id = `approval-${asked.request_id}`;
	const description = flow.redact(asked.description);
	const diff = asked.diff === undefined ? [] : flow.redact(asked.diff).split('\n');
	const {denyAfter} = flow.config.approvals;
	return {
		id,
		kind: 'approval',
		ticket,
		title: `May ${ticketName(ticket)} ${inShort(description)}?`,
		next: `car reply --to ${id} --allow | --deny`,
		details: [
			...description.split('\n'),
			...asked.cwd === undefined ? [] : [`in ${asked.cwd}`],
			...denyAfter === undefined ? [] : [`denied by itself when nobody answers for ${minutesOf(denyAfter)}`],
			...diff.slice(0, shownDiffLines),
			...diff.length > shownDiffLines ? [`… and ${diff.length - shownDiffLines} more lines`] : [],
		],
	};
};

/** What an agent wants approval for while its turn runs. Answers come from the mailbox, or from the clock; `note` gets each in a sentence for the turn's log. */
export const createApprovals = (flow: Flow, turn: {readonly ticket: string; readonly harness: AgentHarness; readonly note: (text: string) => void}): Approvals => {
	const open = new Map<string, {readonly item: string; readonly since: number}>();
	// Not the clock on the wall, which may jump, and not the night in which the machine slept: nobody could have answered.
	const awake = createAwakeTime(() => flow.world.elapsed() * 1000, 20 * approvalMilliseconds);

	const close = (requestId: string): void => {
		const id = open.get(requestId)?.item;
		open.delete(requestId);
		flow.approvals.delete(requestId);
		const item = flow.state().items.find(candidate => candidate.id === id);
		if (item !== undefined) {
			flow.append({type: 'item_closed', ...item});
		}
	};

	const answer = (requestId: string, decision: ApprovalDecision, hint?: string): void => {
		close(requestId);
		void turn.harness.answerApproval?.(requestId, decision, hint);
	};

	return {
		ask(asked) {
			const item = itemFor(flow, turn.ticket, asked);
			open.set(asked.request_id, {item: item.id, since: awake()});
			flow.approvals.set(asked.request_id, decision => {
				turn.note(`${answers[decision]}: ${inShort(asked.description)}`);
				answer(asked.request_id, decision);
			});
			openItem(flow, item);
		},
		isWaiting: () => open.size > 0,
		due() {
			const {denyAfter} = flow.config.approvals;
			const now = awake();
			const late = denyAfter === undefined ? [] : [...open].filter(([, {since}]) => now - since >= denyAfter);
			for (const [requestId] of late) {
				turn.note(`nobody answered for ${minutesOf(denyAfter ?? 0)}: denied`);
				answer(requestId, 'deny', `Nobody answered your request for ${minutesOf(denyAfter ?? 0)}, so it is denied. Find another way; or, if there is none, ask the human by DISPATCH.md with \`mode: pause\` and end your turn.`);
			}
		},
		close() {
			for (const requestId of open.keys()) {
				close(requestId);
			}
		},
	};
};

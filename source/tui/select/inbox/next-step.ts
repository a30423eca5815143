import type {InboxKind, ReasonCode} from '../../../domain/event/flow-event.js';
import type {InboxEntry} from '../../../engine/client/flow-client.js';
import type {AppState} from '../../state.js';
import {inKeys} from '../../text/in-keys.js';

const restSteps: Readonly<Record<ReasonCode, string | undefined>> = {
	question: 'r answers it.',
	user_ticket: 'Do it, mark it done (1 shows the tickets, Space marks one), then r goes on.',
	paused_by_you: 'r goes on.',
	no_tickets: 'Press 1, then a, to add a ticket; then r goes on.',
	broken_ticket: '3 says what is wrong. Mend it, then r goes on.',
	bad_dispatch: undefined,
	commit_refused: 'Commit the files, or mend what refuses the commit; then r goes on.',
	verify_failed: 'Mend the work or the check; then r goes on.',
	agent_error: 'r tries again.',
	no_progress: 'Make the ticket clearer; then r goes on.',
	max_turns: 'Look at the work; r gives it as many turns again.',
	approval: '3 shows what it wants to run: y allows it, x denies it.',
	budget: 'r goes on.',
	outcome_unknown: '3 shows it: h it happened, n do it again.',
	tampering: undefined,
	waiting_limit: 'It goes on by itself.',
	disk_full: 'It goes on by itself.',
};

/** What a human can do about a run that rests or waits, in the keys of this program. */
export const restStep = ({snapshot}: AppState): string => {
	const run = snapshot?.run ?? null;
	const known = run?.reasonCode ? restSteps[run.reasonCode] : undefined;
	const next = run?.next ?? '';
	return known ?? (next === '' ? 'r goes on.' : `${inKeys(next)}.`);
};

const itemSteps: Readonly<Record<InboxKind, string | undefined>> = {
	question: '',
	approval: 'y allows it once, Y for the session, x denies it.',
	user_ticket: 'Do it. Enter opens it, Space there marks it done; then r goes on.',
	broken: undefined,
	commit: 'Commit the files, or mend what refuses the commit; then r goes on.',
	verify: 'Mend the work or the check, or write to the agent with i; r goes on.',
	loop: 'Make the ticket clearer with e, or write to the agent with i; r goes on.',
	limit: 'Look at the work; r gives it as many turns again.',
	outcome: 'Look at the files. h: it happened, do not do it again. n: do it again.',
	agent: 'r tries again.',
	tampering: undefined,
};

/** What a human can do about an item, in the keys of this program; '' where the reply says it all. */
export const itemStep = (item: InboxEntry): string => {
	const known = itemSteps[item.kind];
	if (known !== undefined) {
		return known;
	}

	if (item.kind !== 'broken' || item.id === 'dispatch') {
		return `${inKeys(item.next)}.`;
	}

	return item.ticket === null
		? 'Enter shows the tickets: ! marks what is broken. Mend it, then r goes on.'
		: 'Enter shows what is wrong, e edits it; then r goes on.';
};

/** Whether the agent can be written to about an item, besides what its other keys do. */
export const takesMessage = ({kind}: InboxEntry): boolean => ['question', 'verify', 'loop', 'commit', 'limit', 'agent'].includes(kind);

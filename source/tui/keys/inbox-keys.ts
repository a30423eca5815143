import type {AppState} from '../state.js';
import {isGone, selectedItem} from '../select/inbox/items.js';
import {
	canReply, canWriteAbout, isApproval, isOutcome,
} from '../select/worth.js';
import {key} from './binding.js';

const replyWord = (state: AppState): string | undefined => {
	const item = selectedItem(state);
	if (item !== undefined && isGone(state, item)) {
		return 'next';
	}

	return item === undefined || item.kind === 'question' ? undefined : (item.ticket === null ? 'tickets' : 'ticket');
};

/** The inbox. */
export const inboxKeys = [
	key(['inbox'], ['enter'], 'reply', {
		hint: 'reply', help: 'answer the question, or read the ticket the item is about', isWorth: canReply, hintNow: replyWord,
	}),
	key(['inbox'], ['o'], 'attachments', {hint: 'files', help: 'open the files that came with it', isWorth: state => (selectedItem(state)?.attachments.length ?? 0) > 0}),
	key(['inbox'], ['i'], 'message', {hint: 'message', help: 'write to the agent about this item', isWorth: canWriteAbout}),
	key(['inbox'], ['y'], 'allow_once', {hint: 'once', help: 'approval: allow once', isWorth: isApproval}),
	key(['inbox'], ['x'], 'deny', {hint: 'deny', help: 'approval: deny', isWorth: isApproval}),
	key(['inbox'], ['Y'], 'allow_session', {hint: 'session', help: 'approval: allow for the session', isWorth: isApproval}),
	key(['inbox'], ['h'], 'happened', {hint: 'happened', help: 'unknown outcome: it happened, do not do it again', isWorth: isOutcome}),
	key(['inbox'], ['n'], 'again', {hint: 'again', help: 'unknown outcome: do it again', isWorth: isOutcome}),
];

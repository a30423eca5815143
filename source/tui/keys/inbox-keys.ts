import type {AppState} from '../state.js';
import {isGone, selectedItem} from '../select/inbox/items.js';
import {
	canReply, canWriteAbout, isApproval, isOutcome,
} from '../select/worth.js';
import {type KeyRow} from './binding.js';

const replyWord = (state: AppState): string | undefined => {
	const item = selectedItem(state);
	if (item !== undefined && isGone(state, item)) {
		return 'next';
	}

	return item === undefined || item.kind === 'question' ? undefined : (item.ticket === null ? 'tickets' : 'ticket');
};

/** The inbox. */
export const inboxKeys = [
	{
		focus: ['inbox'], keys: ['enter'], action: 'reply', hint: 'reply', help: 'answer the question, or read the ticket the item is about', isWorth: canReply, hintNow: replyWord,
	},
	{
		focus: ['inbox'], keys: ['o'], action: 'attachments', hint: 'files', help: 'open the files that came with it', isWorth: state => (selectedItem(state)?.attachments.length ?? 0) > 0,
	},
	{
		focus: ['inbox'], keys: ['i'], action: 'message', hint: 'message', help: 'write to the agent about this item', isWorth: canWriteAbout,
	},
	{
		focus: ['inbox'], keys: ['y'], action: 'allow_once', hint: 'once', help: 'approval: allow once', isWorth: isApproval,
	},
	{
		focus: ['inbox'], keys: ['x'], action: 'deny', hint: 'deny', help: 'approval: deny', isWorth: isApproval,
	},
	{
		focus: ['inbox'], keys: ['Y'], action: 'allow_session', hint: 'session', help: 'approval: allow for the session', isWorth: isApproval,
	},
	{
		focus: ['inbox'], keys: ['h'], action: 'happened', hint: 'happened', help: 'unknown outcome: it happened, do not do it again', isWorth: isOutcome,
	},
	{
		focus: ['inbox'], keys: ['n'], action: 'again', hint: 'again', help: 'unknown outcome: do it again', isWorth: isOutcome,
	},
] as const satisfies readonly KeyRow[];

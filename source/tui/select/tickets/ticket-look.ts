import {inboxWords} from '../../../domain/words/inbox-words.js';
import type {TicketView} from '../../../engine/client/flow-client.js';
import type {AppState} from '../../state.js';
import {glyphsOf, type Style} from '../../theme.js';
import {asksApproval, isRunning, itemsOf} from '../inbox/items.js';

export type Look = {readonly mark: string; readonly word: string; readonly style: Style};

/** How a ticket stands: a sign of its own for each, and a word for what needs a look. */
export const lookOf = (state: AppState, ticket: TicketView): Look => {
	const glyphs = glyphsOf(state.ascii);
	if (ticket.state === 'broken' || (ticket.problems.length > 0 && !ticket.done)) {
		return {mark: glyphs.broken, word: 'broken', style: 'bad'};
	}

	if (ticket.state === 'waiting') {
		const item = itemsOf(state).find(one => one.ticket === ticket.path);
		return {mark: glyphs.waiting, word: item === undefined ? 'waits' : inboxWords[item.kind].atTicket, style: 'warn'};
	}

	if (asksApproval(state, ticket)) {
		return {mark: glyphs.waiting, word: inboxWords.approval.atTicket, style: 'warn'};
	}

	if (isRunning(state, ticket)) {
		return {mark: glyphs.running, word: ticket.done && state.snapshot?.run?.openTurn === null ? 'checking' : 'running', style: 'accent'};
	}

	if (!ticket.done) {
		return {mark: glyphs.open, word: ticket.agent === 'user' ? 'yours' : '', style: 'plain'};
	}

	switch (ticket.proof) {
		case 'proven': {
			return {mark: glyphs.proven, word: '', style: 'good'};
		}

		case 'failed': {
			return {mark: glyphs.unproven, word: 'failed', style: 'bad'};
		}

		case 'unchecked':
		case null: {
			return {mark: glyphs.unchecked, word: '', style: 'plain'};
		}

		default: {
			return ticket.proof satisfies never;
		}
	}
};

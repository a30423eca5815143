import type {InboxKind} from '../../../domain/event/flow-event.js';
import type {TicketView} from '../../../engine/client/flow-client.js';
import type {AppState} from '../../state.js';
import {glyphsOf, type Style} from '../../theme.js';
import {asksLeave, isRunning, itemsOf} from '../inbox/items.js';

export type Look = {readonly mark: string; readonly word: string; readonly style: Style};

/** Why a ticket waits for a human, in a word or two. */
const waitingWords: Readonly<Record<InboxKind, string>> = {
	question: 'asks you',
	approval: 'asks leave',
	user_ticket: 'yours',
	broken: 'broken',
	commit: 'no commit',
	verify: 'not proven',
	loop: 'stuck',
	limit: 'turn limit',
	outcome: 'outcome?',
	agent: 'failed',
	tampering: 'tampering',
};

/** How a ticket stands: a sign of its own for each, and a word for what needs a look. */
export const lookOf = (state: AppState, ticket: TicketView): Look => {
	const glyphs = glyphsOf(state.ascii);
	if (ticket.state === 'broken' || (ticket.problems.length > 0 && !ticket.done)) {
		return {mark: glyphs.broken, word: 'broken', style: 'bad'};
	}

	if (ticket.state === 'waiting') {
		const item = itemsOf(state).find(one => one.ticket === ticket.path);
		return {mark: glyphs.waiting, word: item === undefined ? 'waits' : waitingWords[item.kind], style: 'warn'};
	}

	if (asksLeave(state, ticket)) {
		return {mark: glyphs.waiting, word: waitingWords.approval, style: 'warn'};
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

import type {InboxItem, InboxKind} from '../event/flow-event.js';

/** How one kind of item is called: in a list of items, and in a word behind its ticket. */
type KindWords = {readonly inList: string; readonly atTicket: string; /** Where the item's own number or a command names it: what it is, and not who does what. */ readonly asNoun?: string};

/** What waits for a human, one record per kind. */
export const inboxWords: Readonly<Record<InboxKind, KindWords>> = {
	question: {inList: 'asks you', atTicket: 'asks you', asNoun: 'question'},
	approval: {inList: 'approval', atTicket: 'approval'},
	user_ticket: {inList: 'your ticket', atTicket: 'yours'},
	broken: {inList: 'broken ticket', atTicket: 'broken'},
	commit: {inList: 'commit refused', atTicket: 'no commit'},
	verify: {inList: 'check fails', atTicket: 'not proven'},
	loop: {inList: 'no progress', atTicket: 'stuck'},
	limit: {inList: 'turn limit', atTicket: 'turn limit'},
	outcome: {inList: 'outcome unknown', atTicket: 'outcome?'},
	agent: {inList: 'agent failed', atTicket: 'failed'},
	tampering: {inList: 'tampering', atTicket: 'tampering'},
};

/** Who said a message, and to whom. */
export const messageWords = {asks: 'asks you', tells: 'tells you', reply: 'you'} as const;

/** How far a reply has come; `turn` is the one that was given it. */
export const receiptWords = (state: 'queued' | 'delivered' | 'answered', turn: number | null): string =>
	state === 'queued' ? state : `${state} in turn ${turn ?? '?'}`;

/** An inbox item in JSON, in the order of the contract. */
export const itemJson = <Choices>({id, kind, ticket, title, since, next, choices}: InboxItem & {readonly choices?: Choices}) => ({
	id, kind, ticket, title, since, next, ...choices === undefined ? {} : {choices},
});

import type {
	CheckLine, DocumentView, MessageText, MessageView, RunView, TicketHistory, TurnView,
} from '../engine/client/flow-client.js';
import type {Report} from '../domain/report/report.js';

/** What a page shows; also how it is asked for. */
export type PageRequest
	= | {readonly type: 'ticket'; readonly path: string}
		/** All messages about a ticket, as one conversation. */
		| {readonly type: 'talk'; readonly path: string}
		| {readonly type: 'diff'; readonly path: string}
		| {readonly type: 'commit'; readonly hash: string}
		/** The change that an approval is asked for; it is shown from the item itself. */
		| {readonly type: 'change'; readonly title: string; readonly text: string}
		| {readonly type: 'message'; readonly runId: string; readonly kind: MessageView['kind']; readonly number: number}
		| {readonly type: 'file'; readonly path: string}
		| {readonly type: 'report'}
		| {readonly type: 'runs'}
		| {readonly type: 'run'; readonly runId: string; readonly number: number}
		| {readonly type: 'documents'}
		| {readonly type: 'doctor'}
		| {readonly type: 'agents'; readonly path: string};

/** What was read for a page. */
export type PageData
	= | {readonly type: 'ticket'; readonly history: TicketHistory}
		| {readonly type: 'talk'; readonly messages: readonly MessageText[]}
		| {readonly type: 'message'; readonly message: MessageText | undefined}
		| {readonly type: 'text'; readonly text: string}
		| {readonly type: 'report'; readonly report: Report}
		| {readonly type: 'runs'; readonly runs: readonly RunView[]}
		| {readonly type: 'run'; readonly turns: readonly TurnView[]}
		| {readonly type: 'documents'; readonly documents: readonly DocumentView[]}
		| {readonly type: 'doctor'; readonly lines: readonly CheckLine[]};

/** A view over the panes: lines, some of which lead somewhere. */
export type Page = {
	readonly request: PageRequest;
	/** Null until it was read. */
	readonly data: PageData | null;
	/** Why it could not be read. */
	readonly trouble: string | null;
	/** Which of the lines that lead somewhere is chosen, counted from 0; -1: none. */
	readonly at: number;
	/** Rows it is scrolled. */
	readonly top: number;
};

/** Where a line leads. */
export type Target
	= | {readonly type: 'page'; readonly request: PageRequest}
		| {readonly type: 'turn'; readonly runId: string; readonly turn: number}
		| {readonly type: 'item'; readonly id: string}
		| {readonly type: 'agent'; readonly agent: string; readonly model: string | null}
		/** A model that is on no list: it is typed. */
		| {readonly type: 'other_model'; readonly agent: string};

/** Which table of keys a page has. */
export type PageFocus = 'ticket' | 'page' | 'document' | 'agents' | 'report';

export const focusOfPage = ({request}: Page): PageFocus => {
	switch (request.type) {
		case 'ticket':
		case 'agents':
		case 'report': {
			return request.type;
		}

		case 'documents':
		case 'file': {
			return 'document';
		}

		case 'talk':
		case 'diff':
		case 'commit':
		case 'change':
		case 'message':
		case 'runs':
		case 'run':
		case 'doctor': {
			return 'page';
		}

		default: {
			return request satisfies never;
		}
	}
};

/** Whether a page is read beside the list of a wide screen; the others take the whole of it. */
export const isBeside = ({request}: Page): boolean => request.type === 'ticket' || request.type === 'talk' || request.type === 'message';

/** A page that was just opened. */
export const newPage = (request: PageRequest): Page => ({
	request, data: null, trouble: null, at: -1, top: 0,
});

/** Whether two pages show the same thing. */
export const isSameRequest = (one: PageRequest, other: PageRequest): boolean => JSON.stringify(one) === JSON.stringify(other);

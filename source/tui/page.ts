import type {
	CheckLine, DocumentView, MessageText, MessageView, RunView, TicketHistory, TurnEntry,
} from '../engine/client/flow-client.js';
import type {Report} from '../domain/report/build-report.js';

type Kind<Request, Data> = {readonly request: Request; readonly data: Data};

type Text = {readonly type: 'text'; readonly text: string};

/** Every kind of page: how it is asked for, and what is read for it. What it makes of that is its record in `pages/`. */
type PageKinds = {
	readonly ticket: Kind<{readonly path: string}, {readonly type: 'ticket'; readonly history: TicketHistory}>;
	/** All messages about a ticket, as one conversation. */
	readonly talk: Kind<{readonly path: string}, {readonly type: 'talk'; readonly messages: readonly MessageText[]}>;
	readonly diff: Kind<{readonly path: string}, Text>;
	readonly commit: Kind<{readonly hash: string}, Text>;
	/** The change that an approval is asked for; it is shown from the item itself. */
	readonly change: Kind<{readonly title: string; readonly text: string}, never>;
	readonly message: Kind<{readonly runId: string; readonly kind: MessageView['kind']; readonly number: number}, {readonly type: 'message'; readonly message: MessageText | undefined}>;
	readonly file: Kind<{readonly path: string}, Text>;
	readonly report: Kind<unknown, {readonly type: 'report'; readonly report: Report}>;
	readonly runs: Kind<unknown, {readonly type: 'runs'; readonly runs: readonly RunView[]}>;
	readonly run: Kind<{readonly runId: string; readonly number: number}, {readonly type: 'run'; readonly turns: readonly TurnEntry[]}>;
	readonly documents: Kind<unknown, {readonly type: 'documents'; readonly documents: readonly DocumentView[]}>;
	readonly doctor: Kind<unknown, {readonly type: 'doctor'; readonly lines: readonly CheckLine[]}>;
	readonly agents: Kind<{readonly path: string}, never>;
};

export type PageType = keyof PageKinds;

/** What a page shows; also how it is asked for. */
export type PageRequest<Type extends PageType = PageType> = {readonly [One in Type]: {readonly type: One} & PageKinds[One]['request']}[Type];

/** What was read for a page. */
export type PageData<Type extends PageType = PageType> = PageKinds[Type]['data'];

/** A view over the panes: lines, some of which lead somewhere. */
export type Page<Type extends PageType = PageType> = {
	readonly request: PageRequest<Type>;
	/** Null until it was read. */
	readonly data: PageData<Type> | null;
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
		/** Who is to work on the ticket at a path. */
		| {readonly type: 'agent'; readonly path: string; readonly agent: string; readonly model: string | null}
		/** A model that is on no list: it is typed. */
		| {readonly type: 'other_model'; readonly path: string; readonly agent: string};

/** Which table of keys a page has. */
export type PageFocus = 'ticket' | 'page' | 'document' | 'agents' | 'report';

/** A page that was just opened. */
export const newPage = (request: PageRequest): Page => ({
	request, data: null, trouble: null, at: -1, top: 0,
});

/** Whether two pages show the same thing. */
export const isSameRequest = (one: PageRequest, other: PageRequest): boolean => JSON.stringify(one) === JSON.stringify(other);

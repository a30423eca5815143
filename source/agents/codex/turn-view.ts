import type {AgentEvent} from '../../domain/event/agent-event.js';
import type {
	FileChange, Item, RateLimits, TurnError,
} from './protocol.js';

/** An item that began and has not ended. */
export type OpenItem = {
	readonly type: Item['type'];
	/** What of it has been shown already. */
	readonly shown: string;
	readonly changes: readonly FileChange[];
};

/** What is known of a turn while codex speaks of it; `translate` makes the next one. */
export type TurnView = {
	readonly workspace: string;
	readonly threadId: string;
	/** Unknown until codex says that the turn has begun; what it says of other turns is none of this one's. */
	readonly turnId: string | undefined;
	readonly items: ReadonlyMap<string, OpenItem>;
	/** The last thing the agent said; a final answer stays, whatever it mutters after. */
	readonly message: {readonly text: string; readonly isFinal: boolean} | undefined;
	/** Tokens of the thread before this turn. */
	readonly before: Tokens | undefined;
	readonly usage: Tokens | undefined;
	readonly limits: RateLimits | undefined;
	readonly shownDiff: string | undefined;
	/** Too large to be told at each change: told at the end. */
	readonly heldDiff: string | undefined;
	readonly lastError: TurnError | undefined;
	/** What this version does not know, by name. */
	readonly unknown: ReadonlyMap<string, number>;
	/** Warnings said already in this turn. */
	readonly warned: ReadonlySet<string>;
};

export type Tokens = {readonly input: number; readonly output: number; readonly total: number};

export type Step = {readonly view: TurnView; readonly events: readonly AgentEvent[]};

export const newTurnView = (start: Pick<TurnView, 'workspace' | 'threadId' | 'limits'>): TurnView => ({
	...start,
	turnId: undefined,
	items: new Map(),
	message: undefined,
	before: undefined,
	usage: undefined,
	shownDiff: undefined,
	heldDiff: undefined,
	lastError: undefined,
	unknown: new Map(),
	warned: new Set(),
});

/** A change of one open item. */
export const withItem = (view: TurnView, id: string, item: OpenItem | undefined): TurnView => {
	const items = new Map(view.items);
	if (item === undefined) {
		items.delete(id);
	} else {
		items.set(id, item);
	}

	return {...view, items};
};

export const noteUnknown = (view: TurnView, name: string): TurnView => {
	// A flood of made-up names must not fill the memory.
	const key = view.unknown.has(name) || view.unknown.size < 20 ? name : 'others';
	return {...view, unknown: new Map(view.unknown).set(key, (view.unknown.get(key) ?? 0) + 1)};
};

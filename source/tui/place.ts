import type {CheckLine, FlowClient} from '../engine/client/flow-client.js';

/** The name of a place among those of the screen. */
export type PlaceId = string;

/** Texts of replies that were not sent yet, by inbox item. An empty text means: forget it. */
export type Drafts = {
	readonly load: (id: string) => string;
	/** The path of the file that keeps it, when another screen's text stands in its own; said once. */
	readonly save: (id: string, text: string) => string | null;
	/** How many texts of other screens there are for the same. */
	readonly others: (id: string) => number;
	/** The ids of the drafts that begin like this, `except` apart, the newest last. */
	readonly list: (prefix: string, except: readonly string[]) => readonly string[];
};

/** A repository on the screen: the way into its engine, and what is kept of what is typed about it. */
export type Place = {
	readonly id: PlaceId;
	/** Absolute path of the repository. */
	readonly repo: string;
	/** What it is called on the screen. */
	readonly name: string;
	readonly client: FlowClient;
	readonly drafts: Drafts;
	/** What its files are edited with: program and arguments; the file is added. */
	readonly editor: readonly string[];
	/** Every check of `car doctor`. */
	readonly examine: () => Promise<readonly CheckLine[]>;
};

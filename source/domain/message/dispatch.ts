/** An agent's message to the human: `notify` informs, `pause` asks and waits. */
export type DispatchMode = 'notify' | 'pause';

/** An answer that an agent offers: a text, or a text with the key it is called by. */
export type Choice = string | {readonly key: string; readonly text: string};

/** What is derived from a message whenever it is read. */
type Derived = {
	readonly title: string;
	readonly body: string;
	/** Absent where it offers none. */
	readonly choices?: readonly Choice[];
};

export type Dispatch = Derived & {
	readonly mode: DispatchMode;
	/** The whole file as the agent wrote it: this is what the archive keeps. */
	readonly text: string;
};

/** A DISPATCH.md that cannot be taken as it is; `problems` are sentences for the agent. */
export type DispatchReading
	= | {readonly ok: true; readonly dispatch: Dispatch}
		| {readonly ok: false; readonly problems: readonly string[]};

/** A message as it lies in `dispatch_history/NNNN/`. */
export type ArchivedDispatch = Derived & {
	readonly number: number;
	readonly mode: DispatchMode | 'turn_summary';
	/** Repository paths. */
	readonly attachments: readonly string[];
};

/** An agent's message to the human: `notify` informs, `pause` asks and waits. */
export type DispatchMode = 'notify' | 'pause';

export type Dispatch = {
	readonly mode: DispatchMode;
	readonly title: string;
	readonly body: string;
};

/** A DISPATCH.md that cannot be taken as it is; `problems` are sentences for the agent. */
export type DispatchReading
	= | {readonly ok: true; readonly dispatch: Dispatch}
		| {readonly ok: false; readonly problems: readonly string[]};

/** A dispatch as it lies in `dispatch_history/NNNN/`. */
export type ArchivedDispatch = {
	readonly number: number;
	readonly mode: DispatchMode | 'turn_summary';
	readonly title: string;
	readonly body: string;
	/** Repository paths. */
	readonly attachments: readonly string[];
};

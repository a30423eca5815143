/** A human's message to the agent, as it lies in `reply_history/NNNN/`. */
export type Reply = {
	readonly number: number;
	readonly title: string | undefined;
	readonly body: string;
	/** Repository paths. */
	readonly attachments: readonly string[];
	/** What could not be read of it; shown to the agent, so that nothing is lost in silence. */
	readonly problems: readonly string[];
};

/** What an agent of a story does, told as functions: the simulation plays them; the shell script beside them says the same. */
export type AgentHand = {
	/** Whether the prompt holds this text. */
	readonly told: (text: string) => boolean;
	/** Text of a file in the working tree; empty when there is none. */
	readonly read: (file: string) => string;
	readonly write: (file: string, text: string) => void;
	/** Adds a line to the work of the ticket. */
	readonly work: () => void;
	readonly finish: () => void;
	readonly setDone: (value: string) => void;
	readonly attach: (file: string) => void;
	readonly dispatch: (mode: 'pause' | 'notify') => void;
	/** Posts a command as a surface does. */
	readonly command: (id: string, body: Readonly<Record<string, unknown>>) => void;
	/** Number of the ticket. */
	readonly ticket: number;
};

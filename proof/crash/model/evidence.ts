/** What the human of a story did. */
export type HumanActs = {
	readonly replies: ReadonlyArray<{readonly token: string; readonly attachment: string | undefined; readonly commandId: string | undefined}>;
	/** Unknown outcomes that were answered. */
	readonly outcomes: ReadonlyArray<{readonly run: string; readonly turn: number; readonly happened: boolean}>;
	/** Ids of other commands that were posted. */
	readonly commands: readonly string[];
};

export type LogEvent = Readonly<Record<string, unknown>> & {readonly type: string; readonly seq: number};

export type Message = {readonly number: number; readonly text: string; readonly files: Readonly<Record<string, string>>};

export type RunEvidence = {
	readonly runId: string;
	/** Lines of `events.jsonl` that are no events, 1-based. */
	readonly badLines: readonly number[];
	readonly events: readonly LogEvent[];
	/** `seq` of every line of the transcripts, file by file. */
	readonly transcripts: ReadonlyArray<{readonly name: string; readonly seqs: readonly number[]; readonly badLines: readonly number[]}>;
	readonly dispatches: readonly Message[];
	readonly replies: readonly Message[];
	/** Names of the files in `commands/`. */
	readonly commands: readonly string[];
	/** Files and folders in the outbox and the reply folder. */
	readonly leftInOutbox: readonly string[];
	/** What is neither whole nor hidden from every reader. */
	readonly debris: readonly string[];
};

/** A prompt as the agent received it. */
export type ReceivedPrompt = {readonly run: string; readonly turn: number; readonly process: string; readonly text: string};

export type Commit = {readonly hash: string; readonly subject: string; readonly trailers: readonly string[]};

/** Everything that can be seen from outside after a story: files, git, and what the agent wrote down. Nothing of it was said by the engine about itself, apart from its log. */
export type Evidence = {
	readonly acts: HumanActs;
	readonly prompts: readonly ReceivedPrompt[];
	/** What the agent noted, in order: `sent run-turn token…`. */
	readonly journal: ReadonlyArray<{readonly what: string; readonly turn: string; readonly rest: string}>;
	readonly runs: readonly RunEvidence[];
	/** Commits since the beginning, oldest first. */
	readonly commits: readonly Commit[];
	readonly dirty: readonly string[];
	readonly refs: readonly string[];
	/** Texts of the agent's work at HEAD, by file. */
	readonly work: Readonly<Record<string, string>>;
	readonly tickets: ReadonlyArray<{readonly name: string; readonly text: string}>;
	/** A living process holds the lock. */
	readonly isLocked: boolean;
	/** Pids of processes that a worker of this repository started and that are still there. */
	readonly survivors: readonly number[];
};

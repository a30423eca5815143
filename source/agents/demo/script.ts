/** One thing the demo agent does. In texts `{{reply}}` stands for what the human answered. */
export type Step
	= | {readonly type: 'think'; readonly text: string}
		| {readonly type: 'say'; readonly text: string}
		| {readonly type: 'plan'; readonly items: readonly string[]; readonly done: number}
		/** Looks at a file; only shown. */
		| {readonly type: 'read'; readonly path: string; readonly summary: string}
		/** A command with its output; shown, not run. */
		| {readonly type: 'run'; readonly command: string; readonly output: readonly string[]; readonly exitCode: number}
		/** Paths are relative to the repository. */
		| {readonly type: 'write'; readonly path: string; readonly text: string}
		/** Adds to the end of a file, once. */
		| {readonly type: 'append'; readonly path: string; readonly text: string}
		/** Writes DISPATCH.md; the turn ends with it. */
		| {readonly type: 'ask'; readonly title: string; readonly body: string}
		/** Sets `done: true` in the ticket. */
		| {readonly type: 'finish'};

/** What the demo agent does for one ticket, known by the part of its file name after the number. */
export type Scene = {
	readonly slug: string;
	readonly steps: readonly Step[];
	/** Only in scenes that ask: what follows the answer, by the choice in it; `a` also without one. */
	readonly afterAnswer?: {readonly a: readonly Step[]; readonly b: readonly Step[]};
};

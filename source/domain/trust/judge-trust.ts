/** A command that something in the repository names. */
export type NamedCommand = {
	/** Text of a shell command, or program and arguments as JSON. */
	readonly command: string;
	/** File, key or ticket that names it. */
	readonly where: string;
	/** The file is tracked by git, so the command came with a commit. */
	readonly tracked: boolean;
};

/** What a human said about one repository. The record keeps hashes, so it answers for a command and cannot list them. */
export type TrustRecord = {
	/** A human said yes to it. */
	readonly isTrusted: (command: string) => boolean;
	/** An agent wrote it and no human said yes. */
	readonly isPending: (command: string) => boolean;
};

export type TrustJudgement = {
	readonly ok: boolean;
	/** What a human must say yes to first, in the order given. */
	readonly ask: readonly NamedCommand[];
};

const needsYes = (command: NamedCommand, record: TrustRecord | undefined): boolean => {
	if (record === undefined) {
		return true;
	}

	// The user's own edits (ignored files, tickets) keep the trust once given; what came with a commit, or from an agent, does not.
	return !record.isTrusted(command.command) && (command.tracked || record.isPending(command.command));
};

/** Decides which commands of a repository may be started: without a record none. */
export const judgeTrust = (commands: readonly NamedCommand[], record: TrustRecord | undefined): TrustJudgement => {
	const ask = commands.filter(command => needsYes(command, record));
	return {ok: ask.length === 0, ask};
};

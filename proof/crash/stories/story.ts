import type {AgentHand} from './agent-hand.js';

/** What a human of a story can do; everything is remembered for the judge. */
export type Human = {
	/** Posts a reply command; `attachment` puts a file of that name with it. The text holds a token of its own. */
	readonly reply: (options: {readonly to?: string; readonly attachment?: string}) => Promise<void>;
	/** Writes USER_REPLY.md (and a file into `reply/`) the way an editor does. */
	readonly replyByHand: (options: {readonly attachment?: string}) => Promise<void>;
	/** Id of the oldest open question. */
	readonly question: () => Promise<string>;
};

/** A small life of a run: what lies in the repository, what the agent does, what the human does at a rest. */
export type Story = {
	readonly name: string;
	/** The agents of its tickets, from TICKET-001 on. */
	readonly tickets: readonly string[];
	/** Shell, after the prelude of `agent-script.ts`. */
	readonly agent: string;
	/** The same for the simulation; a story without it is played with real processes only. */
	readonly play?: (agent: AgentHand) => void;
	/** What `verify` finds and what the hook says, for the simulation; `read` gives the text of a file. */
	readonly passes?: (read: (file: string) => string) => boolean;
	readonly isSigned?: (read: (file: string) => string) => boolean;
	readonly ticketFlow?: Readonly<Record<string, unknown>>;
	/** A pre-commit hook. */
	readonly hook?: string;
	/** Prompts that are sent when nothing goes wrong: every further one must have been asked for. */
	readonly turns: number;
	/** Called once, when the run first rests with a question. */
	readonly answer?: (human: Human) => Promise<void>;
	/** Agents of tickets that the human writes when the first run is completed; they make a second run. */
	readonly later?: readonly string[];
};

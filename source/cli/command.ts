import type {Doors} from './doors.js';
import type {Output} from './output.js';

export type Flag
	= | {readonly type: 'boolean'; /** A flag that starts as true is switched off by `--no-…`. */ readonly default?: true}
		| {readonly type: 'string'; /** May be given several times. */ readonly isMultiple?: true};

export type Flags = Readonly<Record<string, Flag>>;

type FlagValue<F extends Flag> = F extends {readonly type: 'boolean'}
	? boolean
	: F extends {readonly isMultiple: true} ? readonly string[] : string | undefined;

export type FlagValues<F extends Flags> = {readonly [Name in keyof F]: FlagValue<F[Name]>};

export type Environment = Readonly<Record<string, string | undefined>>;

/** What every command gets. */
export type Context<Values = Readonly<Record<string, unknown>>> = {
	/** The words after the command. */
	readonly input: readonly string[];
	readonly flags: Values;
	/** `--repo`, as it was given. */
	readonly repoOption: string | undefined;
	readonly folder: string;
	readonly env: Environment;
	readonly stdin: AsyncIterable<Uint8Array>;
	readonly out: Output;
	readonly doors: Doors;
};

export type Command = {
	/** The text of `--help`, without the global flags. */
	readonly help: string;
	readonly flags: Flags;
	/** How many words may follow. */
	readonly words: number;
	/** Answers the exit code. Throws `UserError` for what a user can mend. */
	readonly run: (context: Context) => Promise<number>;
};

/** Ties the types of the flags' values to the flags themselves. */
export const defineCommand = <const F extends Flags>(command: {
	readonly help: string;
	readonly flags: F;
	readonly words?: number;
	readonly run: (context: Context<FlagValues<F>>) => Promise<number>;
}): Command => ({
	help: command.help,
	flags: command.flags,
	words: command.words ?? 0,
	// The front door gives every flag that is declared, in its declared type.
	run: async context => command.run({...context, flags: context.flags as FlagValues<F>}),
});

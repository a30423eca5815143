import {nearest} from '../domain/text/nearest.js';
import {UserError} from '../domain/user-error.js';
import {dashed} from '../domain/text/dashed.js';
import type {
	Command, Context, Environment, Flags,
} from './command.js';
import {startOf} from './ask/repository.js';
import {commandNames, commands} from './commands.js';
import type {Doors} from './doors.js';
import {commandHelp, generalHelp} from './help.js';
import type {Output} from './output.js';

/** Splits arguments into words and flags; `flags` has every declared flag and every other that was found. Throws Error with a sentence for what cannot be parsed. */
export type ParseArguments = (argv: readonly string[], flags: Flags) => Promise<{readonly input: readonly string[]; readonly flags: Readonly<Record<string, unknown>>}>;

const globalFlags = {
	repo: {type: 'string'},
	debug: {type: 'boolean'},
	help: {type: 'boolean'},
} as const satisfies Flags;

/** Where the command stands among the arguments; flags before it can only be the global ones. */
const commandPlace = (argv: readonly string[]): number => {
	for (let place = 0; place < argv.length; place++) {
		const word = argv[place] ?? '';
		if (!word.startsWith('-')) {
			return place;
		}

		if (word === '--repo') {
			place++;
		}
	}

	return -1;
};

const usage = (message: string, hint: string): UserError => new UserError(message, hint, 2);

/** A parser takes the `no-` off a flag it does not know; the arguments still have it. */
const asTyped = (name: string, argv: readonly string[]): string => {
	const flag = dashed(name);
	const isNegated = argv.some(word => word === `--no-${flag}` || word.startsWith(`--no-${flag}=`));
	return `${isNegated ? 'no-' : ''}${flag}`;
};

const unknownFlag = (name: string, flags: Flags, {argv, call}: {readonly argv: readonly string[]; readonly call: string}): UserError => {
	const spellings = Object.entries({...flags, ...globalFlags}).map(([flag, {type, ...rest}]) =>
		type === 'boolean' && 'default' in rest ? `no-${dashed(flag)}` : dashed(flag));
	const typed = asTyped(name, argv);
	const near = nearest(typed, spellings);
	return usage(`${call} has no flag ${typed.length === 1 ? '-' : '--'}${typed}.`, near === undefined ? `${call} --help lists its flags.` : `Did you mean --${near}?`);
};

/** Refuses flags nobody declared and flags whose value is missing. */
const checkFlags = (found: Readonly<Record<string, unknown>>, flags: Flags, given: {readonly argv: readonly string[]; readonly call: string}): void => {
	for (const [name, value] of Object.entries(found)) {
		const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
		if (flag === undefined) {
			throw unknownFlag(name, flags, given);
		}

		const values = Array.isArray(value) ? value : [value];
		if (flag.type === 'string' && values.includes('')) {
			throw usage(`--${dashed(name)} needs a value.`, `${given.call} --help shows how it is written.`);
		}
	}
};

const parsed = async (parse: ParseArguments, argv: readonly string[], flags: Flags, call: string) => {
	const all = {...flags, ...globalFlags};
	try {
		const answer = await parse(argv, all);
		checkFlags(answer.flags, all, {argv, call});
		return answer;
	} catch (error) {
		if (error instanceof UserError || !(error instanceof Error)) {
			throw error;
		}

		throw usage(error.message.replaceAll(/--([a-zA-Z]+)/gv, (_, name: string) => `--${dashed(name)}`), `${call} --help shows how its flags are written.`);
	}
};

export type Program = {
	readonly argv: readonly string[];
	readonly folder: string;
	readonly env: Environment;
	readonly stdin: Context['stdin'];
	readonly out: Output;
	readonly doors: Doors;
	readonly parse: ParseArguments;
};

const noCommand = async (program: Program): Promise<number> => {
	const {flags} = await parsed(program.parse, program.argv, {}, 'car');
	const repoOption = typeof flags.repo === 'string' ? flags.repo : undefined;
	if (flags.help === true || !program.out.isInteractive || await program.doors.findRepository(startOf({repoOption, folder: program.folder})) === undefined) {
		program.out.text(generalHelp());
		return 0;
	}

	const command = await load('tui');
	return command.run({
		...program, input: [], flags: {}, repoOption,
	});
};

const load = async (name: string): Promise<Command> => {
	const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
	if (entry === undefined) {
		const near = nearest(name, commandNames);
		throw usage(`There is no command ${name}.`, near === undefined ? 'car --help lists the commands.' : `Did you mean car ${near}?`);
	}

	const {command} = await entry.load();
	return command;
};

/** Finds the command, reads its flags, runs it and answers the exit code. */
export const openFrontDoor = async (program: Program): Promise<number> => {
	const place = commandPlace(program.argv);
	const name = program.argv[place];
	if (name === undefined) {
		return noCommand(program);
	}

	const rest = program.argv.toSpliced(place, 1);
	if (name === 'help') {
		const wanted = rest.find(word => !word.startsWith('-'));
		program.out.text(wanted === undefined ? generalHelp() : commandHelp(await load(wanted)));
		return 0;
	}

	const command = await load(name);
	const {input, flags} = await parsed(program.parse, rest, command.flags, `car ${name}`);
	if (flags.help === true) {
		program.out.text(commandHelp(command));
		return 0;
	}

	if (input.length > command.words) {
		throw usage(`car ${name} does not know what to do with ${JSON.stringify(input[command.words])}.`, `car ${name} --help shows what it takes${command.words === 1 ? ' (put text into quotes)' : ''}.`);
	}

	return command.run({
		...program, input, flags, repoOption: typeof flags.repo === 'string' ? flags.repo : undefined,
	});
};

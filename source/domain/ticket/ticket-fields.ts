import {
	agentId, contextFiles, isFinished, orEmpty, shellCommands, text, ticketNumbers, type Take,
} from './take-field.js';

/** Where a ticket has a field besides its text: for all surfaces and in JSON, for the screen alone, nowhere. */
type Shown = 'json' | 'screen' | 'nowhere';

/** A field of the frontmatter: how it is read, where it is shown, and what `ABOUT_CAR.md` says of it behind its name (null: it has a line of its own there). */
const field = <T, S extends Shown>(takes: Take<T>, shown: S, told: string | null) => ({takes, shown, told});

/** Every field of a ticket's frontmatter, in the order they are read. The types of `Ticket` and of what surfaces see, the JSON and the page about car come from here. */
export const ticketFields = {
	/** `user` is a ticket for the human. */
	agent: field(agentId, 'json', null),
	done: field(isFinished, 'json', null),
	/** What surfaces call it may come from its heading or its name. */
	title: field(text, 'nowhere', 'texts'),
	goal: field(text, 'nowhere', 'texts'),
	model: field(text, 'screen', 'texts'),
	reasoning: field(text, 'nowhere', 'texts'),
	/** Undefined: use `ticket_flow.verify`; an empty list opts out. */
	verify: field(shellCommands, 'nowhere', 'a list of shell commands that must pass before the ticket counts as proven'),
	/** Numbers of tickets that must be done first. */
	after: field(orEmpty(ticketNumbers), 'nowhere', 'a list of ticket numbers that must be done first'),
	context: field(orEmpty(contextFiles), 'nowhere', 'a list of `{path, max_bytes, required}`, files that go into the prompt'),
} as const;

type Fields = typeof ticketFields;

export type FieldName = keyof Fields;

/** What was read of a frontmatter. */
export type FieldValues = {readonly [Name in FieldName]: ReturnType<Fields[Name]['takes']>['value']};

/** The frontmatter of a ticket that has every required field in its right type. */
export type Ticket = FieldValues & {readonly agent: string; readonly done: boolean};

type NamesOf<S extends Shown> = {[Name in FieldName]: Fields[Name]['shown'] extends S ? Name : never}[FieldName];

/** The fields that surfaces see; null: the ticket does not say. */
export type ShownFields = {readonly [Name in NamesOf<'json' | 'screen'>]: NonNullable<Ticket[Name]> | null};

/** The names of all fields, in the order of the table. */
export const fieldNames = Object.keys(ticketFields) as FieldName[];

/** What surfaces see of a ticket's fields; undefined: it cannot be read. */
export const shownFields = (ticket: Ticket | undefined): ShownFields =>
	Object.fromEntries(fieldNames.filter(name => ticketFields[name].shown !== 'nowhere').map(name => [name, ticket?.[name] ?? null])) as ShownFields;

/** Those of them that go into JSON. */
export const jsonFields = (fields: ShownFields): Pick<ShownFields, NamesOf<'json'>> =>
	Object.fromEntries(fieldNames.filter(name => ticketFields[name].shown === 'json').map(name => [name, fields[name as NamesOf<'json'>]])) as Pick<ShownFields, NamesOf<'json'>>;

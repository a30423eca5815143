import {
	fieldNames, ticketFields, type FieldValues, type Ticket,
} from './ticket-fields.js';
import type {TicketProblem} from './ticket.js';

export type TicketReading = {
	/** Undefined when `agent` or `done` is missing or of a wrong type. */
	readonly ticket: Ticket | undefined;
	readonly problems: readonly TicketProblem[];
};

const isWhole = (values: FieldValues): values is Ticket => values.agent !== undefined && values.done !== undefined;

/** Reads the fields of a ticket's frontmatter and names everything that is wrong with them. Pure, never throws; `user` is always a known agent. A ticket whose agent is unknown is still returned, with the problem. */
export const readTicket = (data: Readonly<Record<string, unknown>>, lines: ReadonlyMap<string, number>, hasFrontmatter: boolean, knownAgents: readonly string[] | null): TicketReading => {
	if (!hasFrontmatter) {
		return {
			ticket: undefined,
			problems: [{
				code: 'no_frontmatter', message: 'The ticket has no frontmatter.', line: 1, mend: 'Begin the file with the lines `---`, `agent: …`, `done: false`, `---`.',
			}],
		};
	}

	const taken = fieldNames.map(name => ({name, ...ticketFields[name].takes(Object.hasOwn(data, name) ? data[name] ?? undefined : undefined, name, knownAgents)}));
	const values = Object.fromEntries(taken.map(({name, value}) => [name, value])) as FieldValues;
	return {
		ticket: isWhole(values) ? values : undefined,
		problems: taken.flatMap(({name, trouble}) => {
			const line = lines.get(name);
			return trouble === undefined ? [] : [{...trouble, ...(line !== undefined && {line})}];
		}),
	};
};

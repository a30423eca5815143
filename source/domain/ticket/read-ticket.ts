import {lowerAscii} from '../text/lower-ascii.js';
import {nearest} from '../text/nearest.js';
import type {
	ContextFile, Ticket, TicketProblem, TicketProblemCode,
} from './ticket.js';

export type TicketReading = {
	/** Undefined when `agent` or `done` is missing or of a wrong type. */
	readonly ticket: Ticket | undefined;
	readonly problems: readonly TicketProblem[];
};

/** How a value is called in a message to a person. */
const kindOf = (value: unknown): string => {
	if (value === null || value === undefined) {
		return 'nothing';
	}

	if (Array.isArray(value)) {
		return 'a list';
	}

	if (typeof value === 'string') {
		return 'a text';
	}

	if (typeof value === 'boolean') {
		return `the truth value ${value}`;
	}

	return typeof value === 'number' || typeof value === 'bigint' ? `the number ${value}` : 'a mapping';
};

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

type ListWords = {readonly what: string; readonly example: string};

/** One walk over the fields of a frontmatter; every reader notes what it cannot take. */
const fieldsOf = (data: Readonly<Record<string, unknown>>, lines: ReadonlyMap<string, number>) => {
	const problems: TicketProblem[] = [];
	const value = (key: string): unknown => Object.hasOwn(data, key) ? data[key] : undefined;
	const note = (code: TicketProblemCode, key: string, message: string, mend: string): void => {
		const line = lines.get(key);
		problems.push({
			code, message, ...(line !== undefined && {line}), mend,
		});
	};

	const text = (key: string): string | undefined => {
		const found = value(key) ?? undefined;
		if (found === undefined || typeof found === 'string') {
			return found;
		}

		note('bad_type', key, `\`${key}\` must be a text, but is ${kindOf(found)}.`, `Put the value of \`${key}\` in quotes, or remove the line.`);
		return undefined;
	};

	/** A list whose every item `read` takes; `read` answers undefined for an item of a wrong type. */
	const list = <Item>(key: string, read: (item: unknown) => Item | undefined, words: ListWords): readonly Item[] | undefined => {
		const found = value(key) ?? undefined;
		if (found === undefined) {
			return undefined;
		}

		const mend = `Write for example \`${key}: ${words.example}\`, or remove the line.`;
		if (!Array.isArray(found)) {
			note('bad_type', key, `\`${key}\` must be a list of ${words.what}, but is ${kindOf(found)}.`, mend);
			return undefined;
		}

		const items: Item[] = [];
		for (const [index, raw] of found.entries()) {
			const item = read(raw);
			if (item === undefined) {
				note('bad_type', key, `\`${key}\` must be a list of ${words.what}; item ${index + 1} is not one, but ${kindOf(raw)}.`, mend);
				return undefined;
			}

			items.push(item);
		}

		return items;
	};

	return {
		problems, value, note, text, list,
	};
};

type Fields = ReturnType<typeof fieldsOf>;

/** Context paths are repository paths: relative, and never out of the repository. */
const isRepositoryPath = (path: string): boolean =>
	path.trim() !== '' && !path.startsWith('/') && !path.includes('\\') && !path.split('/').includes('..') && !/\p{Cc}/u.test(path);

const readContextFile = (item: unknown): ContextFile | undefined => {
	if (!isMapping(item)) {
		return undefined;
	}

	const {path, max_bytes: maxBytes = null, required = false} = item;
	if (typeof path !== 'string' || !isRepositoryPath(path) || typeof required !== 'boolean') {
		return undefined;
	}

	if (maxBytes === null) {
		return {path, maxBytes: undefined, required};
	}

	return typeof maxBytes === 'number' && Number.isSafeInteger(maxBytes) && maxBytes > 0 ? {path, maxBytes, required} : undefined;
};

const readNumber = (item: unknown): number | undefined => typeof item === 'number' && Number.isSafeInteger(item) && item > 0 ? item : undefined;

const readCommand = (item: unknown): string | undefined => typeof item === 'string' && item.trim() !== '' ? item : undefined;

const readAgent = (fields: Fields, knownAgents: readonly string[] | null): string | undefined => {
	const value = fields.value('agent');
	const example = knownAgents?.[0] ?? 'codex';
	if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) {
		fields.note('missing_agent', 'agent', '`agent` is missing: it says who works on this ticket.', `Add a line \`agent: ${example}\` (or \`agent: user\` for a ticket that is yours).`);
		return undefined;
	}

	if (typeof value !== 'string') {
		fields.note('missing_agent', 'agent', `\`agent\` must be the id of one agent, but is ${kindOf(value)}.`, `Write \`agent: ${example}\`.`);
		return undefined;
	}

	const agent = lowerAscii(value.trim());
	if (knownAgents === null) {
		return agent;
	}

	const known = ['user', ...knownAgents.filter(id => lowerAscii(id) !== 'user')];
	if (!known.some(id => lowerAscii(id) === agent)) {
		const near = nearest(agent, known);
		fields.note('unknown_agent', 'agent', `No agent is called ${JSON.stringify(agent)}.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`, near === undefined ? `Use one of ${known.map(id => `\`${id}\``).join(', ')}, or name it under \`agents\` in the configuration.` : `Write \`agent: ${near}\`, or name it under \`agents\` in the configuration.`);
	}

	return agent;
};

const readDone = (fields: Fields): boolean | undefined => {
	const value = fields.value('done');
	if (typeof value === 'boolean') {
		return value;
	}

	if (value === undefined || value === null) {
		fields.note('missing_done', 'done', '`done` is missing: it says whether this ticket is finished.', 'Add a line `done: false`.');
	} else {
		const found = typeof value === 'string' ? `the text ${JSON.stringify(value.slice(0, 40))}` : kindOf(value);
		fields.note('missing_done', 'done', `\`done\` must be \`true\` or \`false\`, but is ${found}.`, 'Write `done: false` or `done: true`, without quotes.');
	}

	return undefined;
};

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

	const fields = fieldsOf(data, lines);
	const agent = readAgent(fields, knownAgents);
	const done = readDone(fields);
	const optional = {
		title: fields.text('title'),
		goal: fields.text('goal'),
		model: fields.text('model'),
		reasoning: fields.text('reasoning'),
		verify: fields.list('verify', readCommand, {what: 'shell commands', example: '["npm test"]'}),
		context: fields.list('context', readContextFile, {what: 'repository files ({path, max_bytes, required})', example: '[{path: docs/api.md, max_bytes: 4000, required: true}]'}) ?? [],
		after: fields.list('after', readNumber, {what: 'ticket numbers', example: '[3, 5]'}) ?? [],
	};
	return {ticket: agent === undefined || done === undefined ? undefined : {agent, done, ...optional}, problems: fields.problems};
};

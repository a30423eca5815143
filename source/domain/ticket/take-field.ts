import {lowerAscii} from '../text/lower-ascii.js';
import {nearest} from '../text/nearest.js';

/** What is wrong with the value of a field. */
export type FieldTrouble = {
	readonly code: 'missing_agent' | 'unknown_agent' | 'missing_done' | 'bad_type';
	readonly message: string;
	readonly mend: string;
};

/** What was taken: `value` is undefined where there is none that can be used. */
export type Taken<T> = {readonly value: T; readonly trouble?: FieldTrouble};

/** Takes what stands under a key; undefined: nothing does. `knownAgents` null: nobody knows them. */
export type Take<T> = (found: unknown, key: string, knownAgents: readonly string[] | null) => Taken<T>;

/** A repository file whose text goes into the prompt of one ticket. */
export type ContextFile = {
	readonly path: string;
	/** Bytes of UTF-8; undefined means no limit of its own. */
	readonly maxBytes: number | undefined;
	readonly required: boolean;
};

/** How a value is called in a message to a person. */
const kindOf = (value: unknown): string => {
	if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint') {
		return `the ${typeof value === 'boolean' ? 'truth value' : 'number'} ${value}`;
	}

	const kind = typeof value === 'string' ? 'a text' : 'a mapping';
	return Array.isArray(value) ? 'a list' : (value === null || value === undefined ? 'nothing' : kind);
};

const trouble = (code: FieldTrouble['code'], message: string, mend: string): {readonly value: undefined; readonly trouble: FieldTrouble} =>
	({value: undefined, trouble: {code, message, mend}});

/** A text. */
export const text: Take<string | undefined> = (found, key) => found === undefined || typeof found === 'string'
	? {value: found}
	: trouble('bad_type', `\`${key}\` must be a text, but is ${kindOf(found)}.`, `Put the value of \`${key}\` in quotes, or remove the line.`);

/** A list whose every item `read` takes; `read` answers undefined for an item of a wrong type. */
const list = <Item>(read: (item: unknown) => Item | undefined, what: string, example: string): Take<readonly Item[] | undefined> => (found, key) => {
	if (found === undefined) {
		return {value: undefined};
	}

	const mend = `Write for example \`${key}: ${example}\`, or remove the line.`;
	if (!Array.isArray(found)) {
		return trouble('bad_type', `\`${key}\` must be a list of ${what}, but is ${kindOf(found)}.`, mend);
	}

	const items = found.map(item => read(item));
	const wrong = items.indexOf(undefined);
	return wrong === -1
		? {value: items.filter(item => item !== undefined)}
		: trouble('bad_type', `\`${key}\` must be a list of ${what}; item ${wrong + 1} is not one, but ${kindOf(found[wrong])}.`, mend);
};

/** A list that is empty where there is none. */
export const orEmpty = <Item>(take: Take<readonly Item[] | undefined>): Take<readonly Item[]> => (...given) => {
	const taken = take(...given);
	return {...taken, value: taken.value ?? []};
};

/** Context paths are repository paths: relative, and never out of the repository. */
const isRepositoryPath = (path: string): boolean =>
	path.trim() !== '' && !path.startsWith('/') && !path.includes('\\') && !path.split('/').includes('..') && !/\p{Cc}/u.test(path);

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value > 0;

const readContextFile = (item: unknown): ContextFile | undefined => {
	const {path, max_bytes: maxBytes = null, required = false} = typeof item === 'object' && item !== null ? item as Readonly<Record<string, unknown>> : {};
	return typeof path === 'string' && isRepositoryPath(path) && typeof required === 'boolean' && (maxBytes === null || isCount(maxBytes))
		? {path, maxBytes: maxBytes ?? undefined, required}
		: undefined;
};

/** Files of the repository. */
export const contextFiles = list(readContextFile, 'repository files ({path, max_bytes, required})', '[{path: docs/api.md, max_bytes: 4000, required: true}]');

/** Numbers of tickets. */
export const ticketNumbers = list(item => isCount(item) ? item : undefined, 'ticket numbers', '[3, 5]');

/** Lines of shell. */
export const shellCommands = list(item => typeof item === 'string' && item.trim() !== '' ? item : undefined, 'shell commands', '["npm test"]');

/** The id of an agent, case-folded. One that is unknown is still taken, with the trouble; `user` is always known. */
export const agentId: Take<string | undefined> = (found, _key, knownAgents) => {
	const example = knownAgents?.[0] ?? 'codex';
	if (found === undefined || (typeof found === 'string' && found.trim() === '')) {
		return trouble('missing_agent', '`agent` is missing: it says who works on this ticket.', `Add a line \`agent: ${example}\` (or \`agent: user\` for a ticket that is yours).`);
	}

	if (typeof found !== 'string') {
		return trouble('missing_agent', `\`agent\` must be the id of one agent, but is ${kindOf(found)}.`, `Write \`agent: ${example}\`.`);
	}

	const value = lowerAscii(found.trim());
	const known = ['user', ...(knownAgents ?? []).filter(id => lowerAscii(id) !== 'user')];
	if (knownAgents === null || known.some(id => lowerAscii(id) === value)) {
		return {value};
	}

	const near = nearest(value, known);
	return {
		...trouble('unknown_agent', `No agent is called ${JSON.stringify(value)}.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`, near === undefined ? `Use one of ${known.map(id => `\`${id}\``).join(', ')}, or name it under \`agents\` in the configuration.` : `Write \`agent: ${near}\`, or name it under \`agents\` in the configuration.`),
		value,
	};
};

/** Whether the ticket is finished. */
export const isFinished: Take<boolean | undefined> = found => {
	if (typeof found === 'boolean') {
		return {value: found};
	}

	return found === undefined
		? trouble('missing_done', '`done` is missing: it says whether this ticket is finished.', 'Add a line `done: false`.')
		: trouble('missing_done', `\`done\` must be \`true\` or \`false\`, but is ${typeof found === 'string' ? `the text ${JSON.stringify(found.slice(0, 40))}` : kindOf(found)}.`, 'Write `done: false` or `done: true`, without quotes.');
};

import {lowerAscii} from '../text/lower-ascii.js';
import {nearest} from '../text/nearest.js';
import {
	builtInValues, fields, type AllValues, type FieldKey, type FieldValues,
} from './built-in.js';
import type {Config, ConfigProblem} from './config.js';
import {
	mappingOf, nearestChoice, type Complain, type ConfigCommand, type ConfigLayer,
} from './config-layer.js';
import {readAgents} from './read-agents.js';
import type {Reader} from './read-value.js';

export type ConfigReading = {
	readonly config: Config;
	readonly problems: readonly ConfigProblem[];
	readonly commands: readonly ConfigCommand[];
};

const sections: readonly string[] = ['agents', ...new Set(Object.keys(fields).map(key => key.split('.')[0] ?? key))];

const isField = (key: string): key is FieldKey => Object.hasOwn(fields, key);

/** The right key for a wrong one: its neighbour by spelling, else the section it belongs to. */
const nearestKey = (path: readonly string[], siblings: readonly string[]): string | undefined => {
	const last = path.at(-1) ?? '';
	const close = nearest(last, siblings);
	return close === undefined
		? Object.keys(fields).find(key => key.split('.')[1] === last)
		: [...path.slice(0, -1), close].join('.');
};

/** Takes one layer's values of one section; wrong ones are left out and named. */
const readSection = (layer: ConfigLayer, section: string, complain: Complain): FieldValues => {
	const data = mappingOf(layer.data)?.[section];
	if (data === undefined || data === null) {
		return {};
	}

	const mapping = mappingOf(data);
	if (mapping === undefined) {
		complain(layer, [section], 'must be a mapping of keys');
		return {};
	}

	const keys = Object.keys(fields).filter(key => key.startsWith(`${section}.`));
	const values: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(mapping)) {
		const key = `${section}.${name}`;
		if (!isField(key)) {
			complain(layer, [section, name], 'is not a key', nearestKey([section, name], keys.map(each => each.slice(section.length + 1))));
		} else if (value !== null) {
			const reader: Reader<unknown> = fields[key];
			const read = reader(value);
			if (read.ok) {
				values[key] = read.value;
			} else {
				complain(layer, [section, name], read.message, nearestChoice(value, read.choices));
			}
		}
	}

	return values;
};

const readSections = (layer: ConfigLayer, complain: Complain): FieldValues => {
	if (layer.data === undefined || layer.data === null) {
		return {};
	}

	const mapping = mappingOf(layer.data);
	if (mapping === undefined) {
		complain(layer, [], 'the file must be a mapping of keys');
		return {};
	}

	let values: FieldValues = {};
	for (const section of Object.keys(mapping)) {
		if (!sections.includes(section)) {
			complain(layer, [section], 'is not a key', nearestKey([section], sections));
		} else if (section !== 'agents') {
			values = {...values, ...readSection(layer, section, complain)};
		}
	}

	return values;
};

/** What is started by a value of these keys. */
const commandFields = ['ticket_flow.verify', 'notify.command', 'ui.editor'] as const satisfies readonly FieldKey[];

const commandsOf = (key: typeof commandFields[number], values: FieldValues): readonly string[] => {
	const value = values[key];
	if (value === undefined || value.length === 0) {
		return [];
	}

	if (typeof value === 'string') {
		return [value];
	}

	return key === 'notify.command' ? [JSON.stringify(value)] : value;
};

/** The commands that are in force and come from a file of the repository: the last layer that sets a key has it. */
const namedCommands = (layers: readonly ConfigLayer[], readings: readonly FieldValues[]): readonly ConfigCommand[] =>
	commandFields.flatMap(key => {
		const index = readings.findLastIndex(values => Object.hasOwn(values, key));
		const layer = layers[index];
		const values = readings[index];
		if (layer === undefined || values === undefined || layer.source === 'user') {
			return [];
		}

		const {file, source} = layer;
		return commandsOf(key, values).map(command => ({
			command, file, key, source,
		}));
	});

const assemble = (values: AllValues, agents: Config['agents']): Config => ({
	agents,
	ticketFlow: {
		defaultAgent: lowerAscii(values['ticket_flow.default_agent']),
		maxTicketTurns: values['ticket_flow.max_ticket_turns'],
		maxTotalTurns: values['ticket_flow.max_total_turns'],
		maxLintRetries: values['ticket_flow.max_lint_retries'],
		maxCommitRetries: values['ticket_flow.max_commit_retries'],
		maxVerifyRetries: values['ticket_flow.max_verify_retries'],
		verify: values['ticket_flow.verify'],
		verifyTimeoutSeconds: values['ticket_flow.verify_timeout_seconds'],
		autoCommit: values['ticket_flow.auto_commit'],
		commit: values['ticket_flow.commit'],
		conversation: values['ticket_flow.conversation'],
		onQuestion: values['ticket_flow.on_question'],
	},
	prompt: {maxBytes: values['prompt.max_bytes'], previousTicket: values['prompt.previous_ticket']},
	approvals: {denyAfter: values['approvals.deny_after']},
	limits: {silenceMinutes: values['limits.silence_minutes']},
	git: {hooks: values['git.hooks'], hookTimeoutSeconds: values['git.hook_timeout_seconds']},
	ui: {editor: values['ui.editor'], mouse: values['ui.mouse'], ascii: values['ui.ascii']},
	notify: {command: values['notify.command']},
	retention: {days: values['retention.days'], maxBytes: values['retention.max_bytes']},
});

const inReadingOrder = (layers: readonly ConfigLayer[], problems: readonly ConfigProblem[]): readonly ConfigProblem[] =>
	layers.flatMap(({file}) => problems.filter(problem => problem.file === file).toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)));

/** Merges the layers, weakest first, over what is built in. Wrong keys and values are left out and named; it never throws. */
export const readConfig = (layers: readonly ConfigLayer[]): ConfigReading => {
	const problems: ConfigProblem[] = [];
	const complain: Complain = (layer, path, message, close) => {
		problems.push({
			file: layer.file, line: layer.lineOf(path), key: path.join('.'), message, nearest: close,
		});
	};

	const readings = layers.map(layer => readSections(layer, complain));
	const agents = readAgents(layers, complain);
	return {
		config: assemble(readings.reduce<AllValues>((merged, values) => ({...merged, ...values}), builtInValues), agents.agents),
		problems: inReadingOrder(layers, problems),
		commands: [...agents.commands, ...namedCommands(layers, readings)],
	};
};

import {nearest} from '../text/nearest.js';
import type {Config, ConfigProblem} from './config.js';
import {
	builtInValues, keyList, type Key, type KeyValues,
} from './keys.js';
import {
	mappingOf, readMapping, type Complain, type ConfigCommand, type ConfigLayer,
} from './config-layer.js';
import {readAgents} from './read-agents.js';

export type ConfigReading = {
	readonly config: Config;
	readonly problems: readonly ConfigProblem[];
	readonly commands: readonly ConfigCommand[];
};

/** What one file says. */
type Said = Partial<KeyValues>;

const sections: ReadonlySet<string> = new Set(['agents', ...keyList.map(({section}) => section)]);

/** The right key for a wrong one: its neighbour by spelling, else the section it belongs to. */
const nearestKey = (path: readonly string[], siblings: readonly string[]): string | undefined => {
	const wrong = path.at(-1) ?? '';
	const close = nearest(wrong, siblings);
	return close === undefined
		? keyList.find(({last}) => last === wrong)?.name
		: [...path.slice(0, -1), close].join('.');
};

/** Takes one layer's values of one section; wrong ones are left out and named. */
const readSection = (layer: ConfigLayer, section: string, complain: Complain): Said => {
	const data = mappingOf(layer.data)?.[section];
	if (data === undefined || data === null) {
		return {};
	}

	const takes = new Map(keyList.filter(key => key.section === section).map(key => [key.last, key.takes]));
	const values = readMapping(layer, [section], data, {complain, takes, nearest: name => nearestKey([section, name], [...takes.keys()])});
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${section}.${name}`, value]));
};

const readSections = (layer: ConfigLayer, complain: Complain): Said => {
	if (layer.data === undefined || layer.data === null) {
		return {};
	}

	const mapping = mappingOf(layer.data);
	if (mapping === undefined) {
		complain(layer, [], 'the file must be a mapping of keys');
		return {};
	}

	let values: Said = {};
	for (const section of Object.keys(mapping)) {
		if (!sections.has(section)) {
			complain(layer, [section], 'is not a key', nearestKey([section], [...sections]));
		} else if (section !== 'agents') {
			values = {...values, ...readSection(layer, section, complain)};
		}
	}

	return values;
};

/** What a value of a key starts, one text for each. */
const startedBy = (value: unknown, starts: Key<unknown>['starts']): readonly string[] => {
	const all = Array.isArray(value) ? value.filter(item => typeof item === 'string') : [value].filter(item => typeof item === 'string');
	return starts === 'program' && all.length > 0 ? [JSON.stringify(all)] : all;
};

/** The commands that are in force and come from a file of the repository: the last layer that sets a key has it. */
const namedCommands = (layers: readonly ConfigLayer[], readings: readonly Said[]): readonly ConfigCommand[] =>
	(['lines', 'program', 'line'] as const).flatMap(starts => keyList.filter(key => key.starts === starts)).flatMap(({name, starts}) => {
		const index = readings.findLastIndex(values => Object.hasOwn(values, name));
		const layer = layers[index];
		if (layer === undefined || layer.source === 'user') {
			return [];
		}

		const {file, source} = layer;
		return startedBy(readings[index]?.[name], starts).map(command => ({
			command, file, key: name, source,
		}));
	});

const camel = (name: string): string => name.replaceAll(/_[a-z]/gv, found => found.slice(1).toUpperCase());

const assemble = (values: KeyValues, agents: Config['agents']): Config => {
	const groups: Record<string, Record<string, unknown>> = {};
	for (const {name, section, last} of keyList) {
		groups[camel(section)] = {...groups[camel(section)], [camel(last)]: values[name]};
	}

	// The type of `Config` is made from the same names in the same way.
	const config: unknown = {agents, ...groups};
	return config as Config;
};

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
		config: assemble(readings.reduce<KeyValues>((merged, values) => ({...merged, ...values}), builtInValues), agents.agents),
		problems: inReadingOrder(layers, problems),
		commands: [...agents.commands, ...namedCommands(layers, readings)],
	};
};

import type {Access} from '../agent-harness.js';
import {lowerAscii} from '../text/lower-ascii.js';
import {nearest} from '../text/nearest.js';
import {
	agentFields, agentTypes, builtInAgents, type AgentKey, type AgentValues,
} from './built-in.js';
import {
	mappingOf, readMapping, type Complain, type ConfigCommand, type ConfigLayer,
} from './config-layer.js';
import type {AgentSettings, Config} from './config.js';
import type {Reader} from './read-value.js';

type AgentsReading = {readonly agents: Config['agents']; readonly commands: readonly ConfigCommand[]};

/** What one layer says about one agent. */
type AgentLayer = {readonly layer: ConfigLayer; readonly id: string; readonly values: AgentValues};

const agentId = /^[a-z\d][a-z\d._-]{0,63}$/;

/** Loosening what an agent may do is for the user alone, never for a file that may have come with a clone. */
const refuseLoosening = (layer: ConfigLayer) => (key: string, value: unknown): string | undefined => {
	const isLoosening = layer.source !== 'user' && ((key === 'access' && value === 'full') || (key === 'git_write' && value === true));
	return isLoosening ? `is taken only from the user's own configuration file${key === 'access' ? ' or --full-access' : ''}` : undefined;
};

const takes = new Map(Object.entries<Reader<unknown>>(agentFields));

const readAgent = (layer: ConfigLayer, written: string, data: unknown, complain: Complain): AgentValues => readMapping(layer, ['agents', written], data, {
	complain,
	takes,
	nearest(name) {
		const close = nearest(name, [...takes.keys()]);
		return close === undefined ? undefined : `agents.${written}.${close}`;
	},
	refuse: refuseLoosening(layer),
});

const readLayer = (layer: ConfigLayer, complain: Complain): readonly AgentLayer[] => {
	const data = mappingOf(layer.data)?.agents;
	if (data === undefined || data === null) {
		return [];
	}

	const mapping = mappingOf(data);
	if (mapping === undefined) {
		complain(layer, ['agents'], 'must be a mapping of agents');
		return [];
	}

	return Object.entries(mapping).flatMap(([written, value]) => {
		const id = lowerAscii(written);
		if (!agentId.test(id) || id === 'user') {
			complain(layer, ['agents', written], id === 'user' ? 'is the human and cannot be set up as an agent' : 'is not a name for an agent: use letters, digits, dots, dashes and underscores');
			return [];
		}

		return value === null ? [] : [{layer, id, values: readAgent(layer, written, value, complain)}];
	});
};

const trustOrder = ['built-in', 'user', 'local', 'repository'] as const satisfies ReadonlyArray<AgentSettings['source']>;

/** The least trusted of the layers that decide what is started: whoever has the last word on program and type, and everyone who adds to its environment. */
const sourceOf = (layers: readonly AgentLayer[]): AgentSettings['source'] => {
	const last = (key: AgentKey) => layers.findLast(({values}) => Object.hasOwn(values, key));
	const deciding = [last('type'), last('command'), last('env_pass'), ...layers.filter(({values}) => Object.hasOwn(values, 'env'))];
	return trustOrder.findLast(source => deciding.some(each => each?.layer.source === source)) ?? 'built-in';
};

const accessOrder = ['read', 'write', 'full'] as const satisfies readonly Access[];

/** The user's own file says how much an agent may do; files of the repository can only take away from it. */
const accessOf = (layers: readonly AgentLayer[], complain: Complain): Access => {
	let access: Access | undefined;
	for (const {layer, id, values} of layers) {
		if (values.access !== undefined && access !== undefined && layer.source !== 'user' && accessOrder.indexOf(values.access) > accessOrder.indexOf(access)) {
			complain(layer, ['agents', id, 'access'], `allows more than ${access}, which an earlier file set`);
		} else {
			access = values.access ?? access;
		}
	}

	return access ?? 'write';
};

const merge = (id: string, layers: readonly AgentLayer[], complain: Complain): AgentSettings | undefined => {
	const base = builtInAgents.get(id);
	const values = layers.reduce<AgentValues>((merged, layer) => ({...merged, ...layer.values}), {});
	const type = values.type ?? base?.type ?? (values.command === undefined ? undefined : 'command');
	if (type === undefined) {
		return undefined;
	}

	const own = agentTypes[type].command;
	const command = values.command ?? base?.command ?? own ?? [];
	if (command.length === 0 && own?.length !== 0) {
		return undefined;
	}

	return {
		type,
		command,
		env: Object.assign({}, ...layers.map(layer => layer.values.env ?? {})) as Readonly<Record<string, string>>,
		envPass: values.env_pass ?? [],
		model: values.model,
		reasoning: values.reasoning,
		access: accessOf(layers, complain),
		gitWrite: values.git_write ?? false,
		source: sourceOf(layers),
	};
};

/** The command as a human is asked about it, and as it is remembered: everything that decides what is started. */
const commandOf = ({command, env, envPass}: AgentSettings): string => [
	...Object.entries(env).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
	...envPass.map(name => `${name}=$${name}`),
	JSON.stringify(command),
].join(' ');

/** Merges what the layers, weakest first, say about agents over the built-in ones. */
export const readAgents = (layers: readonly ConfigLayer[], complain: Complain): AgentsReading => {
	const said = layers.flatMap(layer => readLayer(layer, complain));
	// Without a prototype, so that a ticket for `agent: constructor` finds nothing.
	const agents = Object.assign(Object.create(null) as Record<string, AgentSettings>, Object.fromEntries(builtInAgents));
	const commands: ConfigCommand[] = [];
	for (const id of new Set(said.map(each => each.id))) {
		const own = said.filter(each => each.id === id);
		const last = own.at(-1);
		const settings = merge(id, own, complain);
		if (settings !== undefined) {
			agents[id] = settings;
			const {source} = settings;
			const origin = own.findLast(({layer}) => layer.source === source);
			if ((source === 'repository' || source === 'local') && origin !== undefined) {
				commands.push({
					command: commandOf(settings), file: origin.layer.file, key: `agents.${id}`, source,
				});
			}
		} else if (last !== undefined) {
			complain(last.layer, ['agents', id], 'has no command', nearest(id, [...builtInAgents.keys()]));
		}
	}

	return {agents, commands};
};

import os from 'node:os';
import path from 'node:path';
import {
	isMap, isScalar, LineCounter, type Document,
} from 'yaml';
import type {ConfigCommand, ConfigLayer} from '../../domain/config/config-layer.js';
import type {Config, ConfigProblem} from '../../domain/config/config.js';
import {readConfig} from '../../domain/config/read-config.js';
import {readRegularFile} from '../file/read-regular-file.js';
import {parseYamlDocument} from '../yaml/yaml-document.js';
import {layoutOf, repositoryPath} from './layout.js';

/** Far above any real one; the parser takes its time over a file that a stranger made to keep it busy. */
const maxBytes = 65_536;

export type Environment = Readonly<Record<string, string | undefined>>;

/** An empty HOME would make the user's folder a relative one, and a file that came with a clone the user's own. */
const homeOf = ({HOME}: Environment): string => HOME !== undefined && path.isAbsolute(HOME) ? HOME : os.userInfo().homedir;

/** The program's folder for the user's configuration or state, by the XDG rules: a variable that is no absolute path does not count. */
export const userFolder = (env: Environment, variable: 'XDG_CONFIG_HOME' | 'XDG_STATE_HOME'): string => {
	const given = env[variable];
	const base = given !== undefined && path.isAbsolute(given)
		? given
		: path.join(homeOf(env), ...(variable === 'XDG_CONFIG_HOME' ? ['.config'] : ['.local', 'state']));
	return path.join(base, 'codex-autorunner');
};

type LayerFile = {readonly path: string; readonly name: string; readonly source: ConfigLayer['source']};

const layerFiles = (repo: string, env: Environment): readonly LayerFile[] => {
	const {config, sharedConfig} = layoutOf(repo);
	const user = path.join(userFolder(env, 'XDG_CONFIG_HOME'), 'config.yml');
	return [
		{path: user, name: user, source: 'user'},
		{path: sharedConfig, name: repositoryPath(repo, sharedConfig), source: 'repository'},
		{path: config, name: repositoryPath(repo, config), source: 'local'},
	];
};

/** The line of the deepest key of the path that is in the document. */
const lineOf = (document: Document, lines: LineCounter, keys: readonly string[]): number | undefined => {
	let node: unknown = document.contents;
	let line: number | undefined;
	for (const key of keys) {
		const pair = isMap(node) ? node.items.find(item => isScalar(item.key) && String(item.key.value) === key) : undefined;
		if (pair === undefined || !isScalar(pair.key)) {
			break;
		}

		line = pair.key.range ? lines.linePos(pair.key.range[0]).line : line;
		node = pair.value;
	}

	return line;
};

type LayerReading = {readonly layer: ConfigLayer | undefined; readonly problems: readonly ConfigProblem[]};

const parse = (file: LayerFile, text: string): LayerReading => {
	const problem = (message: string, line?: number): ConfigProblem => ({
		file: file.name, line, key: '', message, nearest: undefined,
	});
	const lines = new LineCounter();
	try {
		const document = parseYamlDocument(text, lines);
		if (document === undefined) {
			return {layer: undefined, problems: [problem('is nested too deeply')]};
		}

		const problems = document.errors.map(error => problem(firstLine(error.message), lines.linePos(error.pos[0]).line));
		if (problems.length > 0) {
			return {layer: undefined, problems};
		}

		const data: unknown = document.toJS({maxAliasCount: 20});
		return {
			layer: {
				file: file.name, source: file.source, data, lineOf: keys => lineOf(document, lines, keys),
			},
			problems: [],
		};
	} catch (error: unknown) {
		// Too many aliases.
		return {layer: undefined, problems: [problem(firstLine(error instanceof Error ? error.message : String(error)))]};
	}
};

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? text;

const readLayer = (file: LayerFile): LayerReading | undefined => {
	const read = readRegularFile(file.path, {maxBytes, links: file.source === 'user' ? 'follow' : 'refuse'});
	if (read.type === 'text') {
		return parse(file, read.text);
	}

	return read.type === 'missing'
		? undefined
		: {
			layer: undefined,
			problems: [{
				file: file.name, line: undefined, key: '', message: `the file ${read.problem}`, nearest: undefined,
			}],
		};
};

export type LoadedConfig = {
	readonly config: Config;
	readonly problems: readonly ConfigProblem[];
	/** The files that were found, as they are named to people: inside the repository relative to it. */
	readonly files: readonly string[];
	/** What the files of the repository would have started; these need trust. */
	readonly commands: readonly ConfigCommand[];
};

/** Reads the user's, the repository's and the local configuration, weakest first. Missing files are fine; everything wrong is a problem, and the rest is still taken. */
export const loadConfig = (repo: string, env: Environment): LoadedConfig => {
	const found = layerFiles(repo, env).flatMap(file => {
		const reading = readLayer(file);
		return reading === undefined ? [] : [{file, reading}];
	});
	const reading = readConfig(found.flatMap(each => each.reading.layer ?? []));
	return {
		config: reading.config,
		problems: [...found.flatMap(each => each.reading.problems), ...reading.problems],
		files: found.map(each => each.file.name),
		commands: reading.commands,
	};
};

/** The problem in one line: `file:line: message; did you mean …?`. */
export const describeConfigProblem = ({file, line, key, message, nearest}: ConfigProblem): string => {
	const place = line === undefined ? file : `${file}:${line}`;
	const what = key === '' ? message : `${key} ${message}`;
	return `${place}: ${what}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`;
};

/** All problems in one sentence that begins with the place of the first; null when there are none. */
export const describeConfigTrouble = (problems: readonly ConfigProblem[]): string | null => {
	const [first] = problems;
	return first === undefined ? null : `${describeConfigProblem(first)}${problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`}. Mend it: no run starts until then.`;
};

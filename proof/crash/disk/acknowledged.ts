import path from 'node:path';
import type {HumanActs} from '../model/evidence.js';
import files from './memory-files.js';
import {unnumbered} from './effect-gate.js';

const state = '/life/repo/.codex-autorunner';

const textOf = (file: string): string | undefined => files.existsSync(file) && !files.statSync(file)!.isDirectory() ? String(files.readFileSync(file, 'utf8')) : undefined;

const below = (folder: string): ReadonlyMap<string, string> => new Map(files.existsSync(folder)
	? (files.readdirSync(folder) as string[]).filter(name => !name.startsWith('.')).flatMap((name): Array<readonly [string, string]> => {
		const file = path.join(folder, name);
		return files.statSync(file)!.isDirectory() ? [...below(file)].map(([inside, text]) => [`${name}/${inside}`, text] as const) : [[name, textOf(file) ?? '']];
	})
	: []);

type Line = {readonly type?: string; readonly dispatch?: number; readonly reply?: number; readonly command_id?: string | null};

/** What somebody was told, or acted upon, before the power failed: none of it may be gone afterwards. */
export type Acknowledged = {
	/** By path of the log: its lines whose append had returned. */
	readonly logs: ReadonlyMap<string, readonly string[]>;
	/** Folders of archived messages that the log names, with every file. */
	readonly folders: ReadonlyMap<string, ReadonlyMap<string, string>>;
	/** Posted commands that were not taken yet, and attachments laid out for them. */
	readonly mailbox: ReadonlyMap<string, string>;
	/** Files that are replaced whole: the new text or, when the write had not returned, the old one. */
	readonly whole: readonly string[];
};

const jsonFiles = /(?:run\.json|\/lock|trust\.json|processes\/\d+\.json)$/v;

const parse = (line: string): Line => JSON.parse(line) as Line;

const isEvent = (line: string): boolean => {
	try {
		return parse(line).type !== undefined;
	} catch {
		return false;
	}
};

/** The lines before the first that is none: an earlier loss of power may have left a damaged last one, which nobody has cut yet. */
const soundLines = (lines: readonly string[]): readonly string[] => {
	const bad = lines.findIndex(line => !isEvent(line));
	return bad === -1 ? lines : lines.slice(0, bad);
};

/** Reads what is acknowledged from the disk as every process sees it; `hit` is the effect at which the worker ended, whose own write nobody was told of. */
export const acknowledge = (hit: string | undefined, acts: HumanActs): Acknowledged => unnumbered(() => {
	const logs = new Map<string, readonly string[]>();
	const folders = new Map<string, ReadonlyMap<string, string>>();
	const mailbox = new Map<string, string>();
	const runs = files.existsSync(`${state}/runs`) ? files.readdirSync(`${state}/runs`) as string[] : [];
	for (const run of runs) {
		const folder = `${state}/runs/${run}`;
		const log = `${folder}/events.jsonl`;
		const text = textOf(log);
		const lines = soundLines((text ?? '').split('\n').slice(0, -1));
		if (text !== undefined) {
			logs.set(log, hit?.includes(log) === true && text.endsWith('\n') ? lines.slice(0, -1) : lines);
		}

		for (const line of (logs.get(log) ?? []).map(each => parse(each))) {
			if (line.type === 'dispatch_archived') {
				const archived = `${folder}/dispatch_history/${String(line.dispatch).padStart(4, '0')}`;
				folders.set(archived, below(archived));
			}

			// A reply by command is whole once its command is gone; until then the command holds it.
			if (line.type === 'reply_received' && (line.command_id === null || !files.existsSync(`${folder}/commands/${String(line.command_id)}.json`))) {
				const archived = `${folder}/reply_history/${String(line.reply).padStart(4, '0')}`;
				folders.set(archived, below(archived));
			}
		}

		const taken = new Set((logs.get(log) ?? []).map(line => parse(line).command_id));
		for (const {commandId} of acts.replies) {
			const command = `${folder}/commands/${commandId ?? ''}.json`;
			const posted = commandId === undefined || taken.has(commandId) ? undefined : textOf(command);
			if (posted !== undefined) {
				mailbox.set(command, posted);
				for (const [name, content] of below(`${folder}/reply/${commandId ?? ''}`)) {
					mailbox.set(`${folder}/reply/${commandId ?? ''}/${name}`, content);
				}
			}
		}
	}

	return {
		logs, folders, mailbox, whole: [...below('/life')].map(([name]) => `/life/${name}`).filter(name => jsonFiles.test(name)),
	};
});

/** What of it is gone or torn on the disk that is mounted now. */
export const missing = ({logs, folders, mailbox, whole}: Acknowledged): readonly string[] => unnumbered(() => {
	const sins: string[] = [];
	for (const [log, lines] of logs) {
		const text = textOf(log) ?? '';
		if (!text.startsWith(lines.map(line => `${line}\n`).join(''))) {
			sins.push(`acknowledged lines of ${log} are gone`);
		}
	}

	for (const [folder, contents] of folders) {
		const there = below(folder);
		sins.push(...[...contents].filter(([name, text]) => there.get(name) !== text).map(([name]) => `${folder}/${name} is ${there.has(name) ? 'torn' : 'gone'}`));
	}

	sins.push(
		...[...mailbox].filter(([file, text]) => textOf(file) !== text).map(([file]) => `${file} is ${textOf(file) === undefined ? 'gone' : 'torn'}`),
		...whole.filter(file => {
			const text = textOf(file);
			try {
				return text !== undefined && JSON.parse(text) === undefined;
			} catch {
				return true;
			}
		}).map(file => `${file} is torn`),
	);
	return sins;
});

import path from 'node:path';
import type {
	Evidence, LogEvent, Message, RunEvidence,
} from './evidence.js';

/** The calls the judge reads with; the simulation has its own. */
export type ReadingFiles = {
	readonly existsSync: (file: string) => boolean;
	readonly readdirSync: (folder: string) => readonly string[];
	readonly readFileSync: (file: string, encoding: 'utf8') => string;
	readonly statSync: (file: string) => {readonly isDirectory: () => boolean};
};

const namesIn = (files: ReadingFiles, folder: string): readonly string[] => files.existsSync(folder) ? files.readdirSync(folder).toSorted() : [];

const filesBelow = (files: ReadingFiles, folder: string, prefix = ''): readonly string[] => namesIn(files, folder).flatMap(name => {
	const file = path.join(folder, name);
	return files.statSync(file).isDirectory() ? filesBelow(files, file, `${prefix}${name}/`) : [`${prefix}${name}`];
});

/** Reads a log with nothing of the program that wrote it. */
const readLines = (files: ReadingFiles, file: string): {readonly events: readonly LogEvent[]; readonly badLines: readonly number[]} => {
	const text = files.existsSync(file) ? files.readFileSync(file, 'utf8') : '';
	const lines = text.split('\n');
	const events: LogEvent[] = [];
	const badLines: number[] = lines.at(-1) === '' ? [] : [lines.length];
	for (const [index, line] of lines.slice(0, -1).entries()) {
		try {
			events.push(JSON.parse(line) as LogEvent);
		} catch {
			badLines.push(index + 1);
		}
	}

	return {events, badLines};
};

const readHistory = (files: ReadingFiles, folder: string, message: string): readonly Message[] => namesIn(files, folder).filter(name => /^\d+$/v.test(name)).map(name => {
	const found = filesBelow(files, path.join(folder, name)).filter(file => !path.basename(file).startsWith('.'));
	const texts = Object.fromEntries(found.map(file => [file, files.readFileSync(path.join(folder, name, file), 'utf8')]));
	const {[message]: text = '', ...others} = texts;
	return {number: Number(name), text, files: others};
});

/** Temporary names of writes that a kill cut short are hidden and passed over by every reader. */
const isHiddenLeftover = (file: string): boolean => /(?:^|\/)\.car-\d+-[\da-f]{12}\.tmp$/v.test(file) || /(?:^|\/)lock\.[\da-f]{32}\.tmp$/v.test(file) || /\.jsonl\.torn-\d+$/v.test(file);

const readRun = (files: ReadingFiles, folder: string): RunEvidence => {
	const {events, badLines} = readLines(files, path.join(folder, 'events.jsonl'));
	return {
		runId: path.basename(folder),
		events,
		badLines,
		transcripts: namesIn(files, path.join(folder, 'turns')).filter(name => name.endsWith('.jsonl')).map(name => {
			const read = readLines(files, path.join(folder, 'turns', name));
			return {name, seqs: read.events.map(event => event.seq), badLines: read.badLines};
		}),
		dispatches: readHistory(files, path.join(folder, 'dispatch_history'), 'DISPATCH.md'),
		replies: readHistory(files, path.join(folder, 'reply_history'), 'USER_REPLY.md'),
		commands: namesIn(files, path.join(folder, 'commands')).filter(name => !name.startsWith('.')),
		leftInOutbox: [
			...namesIn(files, folder).filter(name => name === 'DISPATCH.md' || name === 'USER_REPLY.md'),
			...filesBelow(files, path.join(folder, 'dispatch')).map(name => `dispatch/${name}`),
			...filesBelow(files, path.join(folder, 'reply')).map(name => `reply/${name}`),
		],
		debris: filesBelow(files, folder).filter(file => /\.partial\/|\.tmp$|hand-written|\.torn/v.test(file) && !isHiddenLeftover(file)),
	};
};

/** What lies in the state folder: every run, and the tickets. */
export const readState = (files: ReadingFiles, state: string): Pick<Evidence, 'runs' | 'tickets'> => ({
	runs: namesIn(files, path.join(state, 'runs')).map(name => readRun(files, path.join(state, 'runs', name))),
	tickets: namesIn(files, path.join(state, 'tickets')).filter(name => name.startsWith('TICKET')).map(name => ({name, text: files.readFileSync(path.join(state, 'tickets', name), 'utf8')})),
});

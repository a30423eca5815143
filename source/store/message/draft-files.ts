import fs from 'node:fs';
import path from 'node:path';
import {
	errorCode, makeFolder, removeWhole, writeWhole,
} from '../file/durable-write.js';
import {namesIn} from '../file/if-there.js';
import {layoutOf} from '../folder/layout.js';
import {readRegularFile} from '../file/read-regular-file.js';
import {maxMessageBytes} from './message-files.js';

/** Replies that were begun and not sent, so that they outlive a lost connection: one file for each inbox item, and another beside it for each further screen that writes one. */
export type Drafts = {
	/** Empty when there is none. */
	readonly load: (id: string) => string;
	/** An empty text removes the draft. What another screen wrote since it was read here stays: the text goes into a file beside it, whose path is answered once. */
	readonly save: (id: string, text: string) => string | null;
	/** How many texts of other screens lie beside the one that `load` answered. */
	readonly others: (id: string) => number;
	/** The ids of all drafts that begin like this, `except` apart, the newest last. */
	readonly list: (prefix: string, except: readonly string[]) => readonly string[];
};

/** The file that this screen writes, and what it held when it was last read or written here. */
type Held = {readonly file: string; readonly text: string};

const nameOf = (id: string): string => id.replaceAll(/[^\w-]/g, '_').slice(0, 100);

const read = (file: string): string => {
	const draft = readRegularFile(file, {maxBytes: maxMessageBytes, links: 'refuse'});
	return draft.type === 'text' ? draft.text : '';
};

/** Writes into the first free file beside the draft. */
const writeAside = (folder: string, id: string, text: string): string => {
	for (let count = 2; ; count++) {
		const file = path.join(folder, `${nameOf(id)}.${count}.md`);
		try {
			writeWhole(file, text, {exclusive: true});
			return file;
		} catch (error) {
			if (errorCode(error) !== 'EEXIST') {
				throw error;
			}
		}
	}
};

export const openDrafts = (repo: string): Drafts => {
	const folder = layoutOf(repo).drafts;
	const held = new Map<string, Held>();
	const heldOf = (id: string): Held => held.get(nameOf(id)) ?? {file: path.join(folder, `${nameOf(id)}.md`), text: ''};
	const hold = (id: string, file: string, text: string): void => {
		held.set(nameOf(id), {file, text});
	};

	/** The files of a draft that hold a text, the first one first. */
	const written = (id: string): readonly string[] => {
		const name = nameOf(id);
		const asides = namesIn(folder).filter(one => one.startsWith(name) && /^\.\d+\.md$/.test(one.slice(name.length)));
		const numbered = asides.toSorted((one, other) => one.length - other.length || (one < other ? -1 : 1));
		return [`${name}.md`, ...numbered].map(one => path.join(folder, one)).filter(file => read(file) !== '');
	};

	return {
		load(id) {
			const files = written(id);
			const own = heldOf(id).file;
			const file = files.find(one => one === own) ?? files[0] ?? own;
			const text = read(file);
			hold(id, file, text);
			return text;
		},
		save(id, text) {
			const {file, text: known} = heldOf(id);
			const now = read(file);
			const isForeign = now !== '' && now !== known;
			if (now === text) {
				hold(id, file, text);
			} else if (text === '') {
				if (!isForeign) {
					removeWhole(file);
				}

				held.delete(nameOf(id));
			} else if (!isForeign) {
				makeFolder(folder);
				writeWhole(file, text);
				hold(id, file, text);
			} else if (text !== known) {
				const aside = writeAside(folder, id, text);
				hold(id, aside, text);
				return path.relative(repo, aside);
			}

			return null;
		},
		others: id => written(id).filter(file => file !== heldOf(id).file).length,
		list(prefix, except) {
			const isExcepted = new Set(except.map(id => nameOf(id)));
			return [...new Set(namesIn(folder)
				.filter(name => name.startsWith(nameOf(prefix)) && name.endsWith('.md'))
				.map(name => ({id: name.replace(/(\.\d+)?\.md$/, ''), at: fs.statSync(path.join(folder, name), {throwIfNoEntry: false})?.mtimeMs ?? 0}))
				.filter(({id}) => !isExcepted.has(id))
				.toSorted((one, other) => one.at - other.at)
				.map(({id}) => id))];
		},
	};
};

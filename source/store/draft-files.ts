import path from 'node:path';
import {makeFolder, removeWhole, writeWhole} from './durable-write.js';
import {layoutOf} from './layout.js';
import {maxMessageBytes} from './message-files.js';
import {readRegularFile} from './read-regular-file.js';

/** Replies that were begun and not sent, one file for each inbox item, so that they outlive a lost connection. */
export type Drafts = {
	/** Empty when there is none. */
	readonly load: (id: string) => string;
	/** An empty text removes the draft. */
	readonly save: (id: string, text: string) => void;
};

export const openDrafts = (repo: string): Drafts => {
	const folder = layoutOf(repo).drafts;
	const fileOf = (id: string): string => path.join(folder, `${id.replaceAll(/[^\w-]/g, '_').slice(0, 100)}.md`);
	return {
		load(id) {
			const draft = readRegularFile(fileOf(id), {maxBytes: maxMessageBytes, links: 'refuse'});
			return draft.type === 'text' ? draft.text : '';
		},
		save(id, text) {
			if (text === '') {
				removeWhole(fileOf(id));
			} else {
				makeFolder(folder);
				writeWhole(fileOf(id), text);
			}
		},
	};
};

import path from 'node:path';
import {makeFolder, writeWhole} from '../../store/file/durable-write.js';
import {layoutOf} from '../../store/folder/layout.js';

/** Keeps the text of a reply that was not taken, beside those the worker refused; answers its path. */
export const keepText = (repo: string, runId: string, text: string, now: Date): string => {
	const folder = path.join(layoutOf(repo).run(runId).folder, 'refused');
	makeFolder(folder);
	const file = path.join(folder, `${now.toISOString().replaceAll(/[:.]/gv, '-')}.md`);
	writeWhole(file, text);
	return file;
};

import path from 'node:path';
import {makeFolder, writeWhole} from '../../../store/file/durable-write.js';
import type {RepositoryView} from '../read/repository-view.js';

/** Keeps a text that the newest run did not take, beside those its worker refused; answers its path, undefined before the first run. */
export const keepRefused = ({layout, newest, world}: RepositoryView, text: string): string | undefined => {
	const runId = newest()?.state()?.runId;
	if (runId === undefined) {
		return undefined;
	}

	const folder = path.join(layout.run(runId).folder, 'refused');
	makeFolder(folder);
	const file = path.join(folder, `${new Date(world.now()).toISOString().replaceAll(/[:.]/gv, '-')}.md`);
	writeWhole(file, text);
	return file;
};

import {baseName, fileLines} from './lines/text-lines.js';
import type {PageRecord} from './page-record.js';

/** A document of the workspace, or a file that came with a message, as it is. */
export const filePage: PageRecord<'file'> = {
	focus: 'document',
	title: ({path}) => baseName(path),
	load: async ({client}, {path}) => ({type: 'text', text: await client.history.file(path)}),
	lines: ({data, width}) => data && fileLines(data.text, width),
	file: ({path}) => path,
};

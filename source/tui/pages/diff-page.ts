import {ticketName} from '../../domain/words/short-words.js';
import {patchLines} from './lines/text-lines.js';
import type {PageRecord} from './page-record.js';

/** What the commits and the tree changed for a ticket. */
export const diffPage: PageRecord<'diff'> = {
	focus: 'page',
	title: ({path}) => `What ${ticketName(path)} changed`,
	load: async ({client}, {path}) => ({type: 'text', text: await client.history.ticketDiff(path)}),
	lines: ({data, state, width}) => data && patchLines(data.text, width, state.ascii),
};

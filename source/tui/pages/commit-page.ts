import {sanitiseLine} from '../../domain/text/sanitise.js';
import {patchLines} from './lines/text-lines.js';
import type {PageRecord} from './page-record.js';

/** One commit. */
export const commitPage: PageRecord<'commit'> = {
	focus: 'page',
	title: ({hash}) => `Commit ${sanitiseLine(hash.slice(0, 9))}`,
	load: async ({client}, {hash}) => ({type: 'text', text: await client.history.commitDiff(hash)}),
	lines: ({data, state, width}) => data && patchLines(data.text, width, state.ascii),
};

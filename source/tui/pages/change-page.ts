import {sanitiseLine} from '../../domain/text/sanitise.js';
import {patchLines} from './lines/text-lines.js';
import type {PageRecord} from './page-record.js';

/** The change that an approval is asked for. */
export const changePage: PageRecord<'change'> = {
	focus: 'page',
	title: ({title}) => sanitiseLine(title),
	lines: ({request, state, width}) => patchLines(request.text, width, state.ascii),
};

import {counted} from '../../domain/words/short-words.js';
import {checksRows} from '../select/cover/card-rows.js';
import {emptyLine, plainLine, wrapped} from './lines/page-line.js';
import type {PageRecord} from './page-record.js';

/** Every check of `car doctor`, what is wrong first. */
export const doctorPage: PageRecord<'doctor'> = {
	focus: 'page',
	title: () => 'Doctor',
	load: async ({examine}) => ({type: 'doctor', lines: await examine()}),
	reading: 'Looking at the machine, the repository and the agents ...',
	lines({data, width}) {
		if (data === null) {
			return null;
		}

		const bad = data.lines.filter(line => line.level === 'bad').length;
		const notes = data.lines.filter(line => line.level === 'warning').length;
		const verdict = bad > 0 ? `${counted(bad, 'thing')} must be mended.` : (notes > 0 ? `It can run; ${counted(notes, 'note')}.` : 'Everything is well.');
		return [...wrapped(verdict, width, {style: bad > 0 ? 'bad' : 'strong'}), emptyLine, ...checksRows(data.lines, width, 'r, then D').map(row => plainLine(row))];
	},
};

import {sanitiseLine} from '../../../domain/text/sanitise.js';
import type {Prompt} from '../../prompt.js';
import {ticketName} from '../../../domain/words/short-words.js';
import {fitRow, rowOf, type Row} from '../../theme.js';

const titleOf = ({purpose, names}: Prompt): string => {
	switch (purpose.type) {
		case 'title': {
			return 'Title of the new ticket:';
		}

		case 'attach': {
			return names.length === 0 ? 'File to go with the reply (Tab completes):' : names.map(name => sanitiseLine(name.slice(name.lastIndexOf('/', name.length - 2) + 1))).join('  ');
		}

		case 'model': {
			return `Model of ${sanitiseLine(purpose.agent)} for ${ticketName(purpose.path)}:`;
		}

		case 'palette': {
			return 'What do you want to do?';
		}

		default: {
			return purpose satisfies never;
		}
	}
};

const placeholders = {
	title: 'what is to be done', attach: 'path', model: 'name of the model', palette: 'a few letters of it',
} as const;

/** What the empty line says. */
export const placeholderOf = ({purpose}: Prompt): string => placeholders[purpose.type];

/** The row above a line that is typed. */
export const promptTitle = (prompt: Prompt, width: number): Row => fitRow(rowOf(titleOf(prompt), 'title'), width);

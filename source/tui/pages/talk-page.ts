import {ticketName} from '../../domain/words/short-words.js';
import {byDay} from './lines/by-day.js';
import {messageLines} from './lines/message-lines.js';
import {emptyLine, wrapped} from './lines/page-line.js';
import {today, type PageRecord} from './page-record.js';

/** All messages about a ticket, oldest first: the agent's and the human's as one conversation. */
export const talkPage: PageRecord<'talk'> = {
	focus: 'page',
	isBeside: true,
	title: ({path}) => `Messages about ${ticketName(path)}`,
	load: async ({client}, {path}) => ({type: 'talk', messages: await client.history.talk(path)}),
	isRefreshed: true,
	inputs: state => [today(state)],
	lines({data, state, width}) {
		if (data?.messages.length === 0) {
			return wrapped('Nothing was said about this ticket yet: no message of an agent, no reply of yours.', width);
		}

		return data && byDay(data.messages, state.now, (message, index) => [...index === 0 ? [] : [emptyLine], ...messageLines(message, width)]);
	},
};

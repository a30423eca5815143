import {byDay} from './lines/by-day.js';
import {messageLines} from './lines/message-lines.js';
import {wrapped} from './lines/page-line.js';
import {today, type PageRecord} from './page-record.js';

/** One message. */
export const messagePage: PageRecord<'message'> = {
	focus: 'page',
	isBeside: true,
	title: ({kind}) => kind === 'reply' ? 'Your reply' : 'A message to you',
	load: async ({client}, {runId, kind, number}) => ({type: 'message', message: await client.history.message(runId, kind, number)}),
	isRefreshed: true,
	inputs: state => [today(state)],
	lines: ({data, state, width}) => data && (data.message === undefined
		? wrapped('This message is not on the disk any more.', width)
		: byDay([data.message], state.now, one => messageLines(one, width))),
};

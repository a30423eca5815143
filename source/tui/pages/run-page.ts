import {ticketName} from '../../domain/words/short-words.js';
import {byDay} from './lines/by-day.js';
import {wrapped} from './lines/page-line.js';
import {turnLine} from './lines/turn-line.js';
import {today, type PageRecord} from './page-record.js';

/** The turns of one run, the newest first: that is what is looked for. */
export const runPage: PageRecord<'run'> = {
	focus: 'page',
	title: ({number}) => `Turns of run #${number}`,
	load: async ({client}, {runId}) => ({type: 'run', turns: await client.history.turns(runId)}),
	isRefreshed: true,
	inputs: state => [today(state), state.snapshot?.run?.openTurn, state.snapshot?.worker.life],
	lines: ({data, state, width}) => data?.turns.length === 0
		? wrapped('This run has no turn.', width)
		: data && byDay(data.turns.toReversed(), state.now, turn => turnLine(state, turn, {width, ticket: `${ticketName(turn.ticket)} `})),
};

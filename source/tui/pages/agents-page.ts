import {ticketName} from '../../domain/words/short-words.js';
import {sanitiseLine} from '../../domain/text/sanitise.js';
import {ticketsOf} from '../select/inbox/items.js';
import {rowOf} from '../theme.js';
import {linkLine, type PageLine} from './lines/page-line.js';
import type {PageRecord} from './page-record.js';

/** Who can work on a ticket: each agent, and with each model the tickets name for it. */
export const agentsPage: PageRecord<'agents'> = {
	focus: 'agents',
	title: ({path}) => `Who works on ${ticketName(path)}?`,
	inputs: state => [state.snapshot?.tickets, state.snapshot?.agents],
	lines({request: {path}, state, width}) {
		const ticket = ticketsOf(state).find(one => one.path === path);
		return (state.snapshot?.agents ?? []).flatMap((agent): readonly PageLine[] => {
			const models = [...new Set(ticketsOf(state).flatMap(one => one.agent === agent && one.model !== null ? [one.model] : []))].toSorted();
			const line = (model: string | null, words: string): PageLine => {
				const isNow = ticket?.agent === agent && ticket.model === model;
				return linkLine(rowOf(`${isNow ? '*' : ' '} ${sanitiseLine(words)}`), rowOf(isNow ? 'now' : '', 'dim'), width, {
					type: 'agent', path, agent, model,
				});
			};

			return [
				line(null, agent === 'user' ? 'user: a task of your own' : agent),
				...models.map(model => line(model, `${agent} with ${model}`)),
				...agent === 'user' ? [] : [linkLine(rowOf(`    ${sanitiseLine(agent)} with another model ...`, 'dim'), [], width, {type: 'other_model', path, agent})],
			];
		});
	},
};

import type {InboxItem} from '../../domain/event/flow-event.js';
import type {Rest} from '../../domain/flow/decision.js';
import type {Flow} from './flow.js';

/** Opens an item once; a rest that says the same again is the same item. */
export const openItem = (flow: Flow, item: Omit<InboxItem, 'since'>): void => {
	if (!flow.state().items.some(open => open.id === item.id)) {
		flow.append({type: 'item_opened', ...item, since: new Date(flow.world.now()).toISOString()});
	}
};

/** Closes what the run has gone past: everything but open questions and the items named. */
export const closeItems = (flow: Flow, stays: (item: InboxItem) => boolean): void => {
	const asked = new Set(flow.state().questions.map(question => String(question.dispatch)));
	for (const item of flow.state().items) {
		if (!(item.kind === 'question' && asked.has(item.id)) && !stays(item)) {
			flow.append({type: 'item_closed', ...item});
		}
	}
};

/** Writes down where the run rests, with its item in the inbox first: whoever sees the rest finds the item. */
export const takeRest = (flow: Flow, rest: Rest): void => {
	closeItems(flow, item => item.id === rest.item?.id || (item.kind === 'user_ticket' && rest.status === 'paused'));
	if (rest.item !== undefined) {
		openItem(flow, rest.item);
	}

	flow.append({
		type: 'run_state_changed',
		status: rest.status,
		reason_code: rest.code,
		reason: flow.redact(rest.reason),
		reason_details: rest.details.map(detail => flow.redact(detail)),
		next: rest.next,
		until: null,
	});
};

import type {AgentEnd, AgentEvent} from '../../domain/event/agent-event.js';
import {failedEnd} from './end-of-turn.js';
import {describeLimits} from './limits.js';
import {
	readItem, readNotification, type Notification, type Turn,
} from './protocol.js';
import {addToItem, endItem, startItem} from './translate-item.js';
import {
	noteUnknown, type Step, type TurnView,
} from './turn-view.js';

/** A diff larger than this is told once, at the end of the turn. */
const largestDiff = 16_384;

const nothing = (view: TurnView): Step => ({view, events: []});

const notice = (view: TurnView, text: string): Step => ({view, events: [{type: 'notice', text}]});

/** Of a warning each wording is said once. */
const warn = (view: TurnView, text: string): Step => view.warned.has(text) || view.warned.size >= 50
	? nothing(view)
	: notice({...view, warned: new Set([...view.warned, text])}, text);

const usageEvent = (view: TurnView): readonly AgentEvent[] => {
	const limits = describeLimits(view.limits);
	return view.usage === undefined
		? []
		: [{type: 'token_usage', ...view.usage, ...limits.length === 0 ? {} : {limits}}];
};

const countTokens = (view: TurnView, {total, last}: Extract<Notification, {method: 'thread/tokenUsage/updated'}>['params']['tokenUsage']): Step => {
	const before = view.before ?? {
		input: total.inputTokens - last.inputTokens, output: total.outputTokens - last.outputTokens, total: total.totalTokens - last.totalTokens,
	};
	const usage = {input: total.inputTokens - before.input, output: total.outputTokens - before.output, total: total.totalTokens - before.total};
	const next = {...view, before, usage};
	return {view: next, events: usageEvent(next)};
};

/** What is still open when the turn ends: calls without a result, a diff that was too large, words nobody knew. */
const settle = (view: TurnView): readonly AgentEvent[] => {
	const open = [...view.items].filter(([, item]) => !['userMessage', 'agentMessage', 'reasoning', 'contextCompaction'].includes(item.type));
	const unknown = [...view.unknown].map(([name, count]) => count === 1 ? name : `${name} (${count} times)`);
	return [
		...open.map(([id]): AgentEvent => ({
			type: 'tool_result', call_id: id, ok: false, summary: 'not finished when the turn ended',
		})),
		...view.heldDiff === undefined ? [] : [{type: 'diff_updated' as const, diff: view.heldDiff}],
		...unknown.length === 0 ? [] : [{type: 'notice' as const, text: `codex said what this version does not know, and it was passed over: ${unknown.join(', ')}`}],
	];
};

/** The final answer: what was heard, else what the end itself repeats. */
const messageOf = (view: TurnView, turn: Turn): string => {
	if (view.message !== undefined) {
		return view.message.text;
	}

	const said = turn.items.map(value => readItem(value)).flatMap(read => read.type === 'item' && read.item.type === 'agentMessage' ? [read.item.text] : []);
	return said.at(-1) ?? '';
};

const endOf = (view: TurnView, turn: Turn): AgentEnd => {
	switch (turn.status) {
		case 'completed': {
			return {type: 'completed', message: messageOf(view, turn)};
		}

		case 'interrupted': {
			return {type: 'interrupted', reason: 'codex interrupted the turn'};
		}

		case 'failed': {
			return failedEnd(turn.error ?? view.lastError, view.limits);
		}

		default: {
			return {type: 'failed', message: `codex ended the turn as "${turn.status.slice(0, 40)}", which this version does not know`, retry: 'never'};
		}
	}
};

/** The end of a turn that was read back from its thread, as if it had been heard. */
export const endOfStoredTurn = (view: TurnView, turn: Turn): AgentEnd => endOf(view, turn);

const translateKnown = (view: TurnView, {method, params}: Notification): Step => {
	switch (method) {
		case 'turn/started': {
			return nothing(view);
		}

		case 'turn/completed': {
			return {view, events: [...settle(view), endOf(view, params.turn)]};
		}

		case 'turn/plan/updated': {
			return {view, events: [{type: 'plan_updated', plan: params.plan.map(({step, status}) => ({text: step, done: status === 'completed'}))}]};
		}

		case 'turn/diff/updated': {
			if (params.diff === view.shownDiff) {
				return nothing(view);
			}

			return params.diff.length > largestDiff
				? nothing({...view, heldDiff: params.diff})
				: {view: {...view, shownDiff: params.diff, heldDiff: undefined}, events: [{type: 'diff_updated', diff: params.diff}]};
		}

		case 'item/started':
		case 'item/completed': {
			const read = readItem(params.item);
			if (read.type !== 'item') {
				return nothing(read.type === 'unknown' && method === 'item/completed' ? noteUnknown(view, read.name) : view);
			}

			return method === 'item/started' ? startItem(view, read.item) : endItem(view, read.item);
		}

		case 'item/agentMessage/delta': {
			return addToItem(view, params.itemId, {type: 'agentMessage', channel: 'message', text: params.delta});
		}

		case 'item/reasoning/summaryTextDelta':
		case 'item/reasoning/textDelta': {
			return addToItem(view, params.itemId, {type: 'reasoning', channel: 'reasoning', text: params.delta});
		}

		case 'item/reasoning/summaryPartAdded': {
			return params.summaryIndex === 0 ? nothing(view) : addToItem(view, params.itemId, {type: 'reasoning', channel: 'reasoning', text: '\n'});
		}

		case 'item/commandExecution/outputDelta': {
			return addToItem(view, params.itemId, {type: 'commandExecution', channel: 'tool', text: params.delta});
		}

		case 'item/fileChange/patchUpdated': {
			const known = view.items.get(params.itemId);
			return known === undefined ? nothing(view) : nothing({...view, items: new Map(view.items).set(params.itemId, {...known, changes: params.changes})});
		}

		case 'thread/tokenUsage/updated': {
			return countTokens(view, params.tokenUsage);
		}

		case 'account/rateLimits/updated': {
			const next = {...view, limits: params.rateLimits};
			return {view: next, events: describeLimits(params.rateLimits).length === 0 ? [] : usageEvent(next)};
		}

		case 'model/rerouted': {
			return notice(view, `codex uses ${params.toModel} in place of ${params.fromModel}`);
		}

		case 'error': {
			return params.willRetry
				? notice(view, [params.error.message, params.error.additionalDetails ?? ''].filter(Boolean).join(': '))
				: nothing({...view, lastError: params.error});
		}

		case 'warning': {
			return warn(view, params.message);
		}

		default: {
			return method satisfies never;
		}
	}
};

/** Whether a notification speaks of this turn: of its thread, and not of another turn in it. */
const isOurs = (view: TurnView, {method, params}: Notification): boolean => {
	switch (method) {
		case 'account/rateLimits/updated': {
			return true;
		}

		case 'warning': {
			return typeof params.threadId !== 'string' || params.threadId === view.threadId;
		}

		case 'turn/started':
		case 'turn/completed': {
			return params.threadId === view.threadId && params.turn.id === view.turnId;
		}

		default: {
			return params.threadId === view.threadId && params.turnId === view.turnId;
		}
	}
};

/**
 * What one notification means for a turn: a pure step from one view to the next, with what it says on the way.
 * The last event of the turn is its end; whoever calls stops there. What belongs to other threads and turns is passed over.
 */
export const translate = (view: TurnView, spoken: {readonly method: string; readonly params: unknown}): Step => {
	const read = readNotification(spoken.method, spoken.params);
	if (read.type !== 'notification') {
		return nothing(read.type === 'unknown' ? noteUnknown(view, read.name) : view);
	}

	const {notification} = read;
	if (notification.method === 'turn/started' && view.turnId === undefined && notification.params.threadId === view.threadId) {
		return nothing({...view, turnId: notification.params.turn.id});
	}

	return isOurs(view, notification) ? translateKnown(view, notification) : nothing(view);
};

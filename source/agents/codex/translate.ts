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

type Params = {readonly [N in Notification as N['method']]: N['params']};

type Translate<M extends keyof Params> = (view: TurnView, params: Params[M]) => Step;

const takeItem = (view: TurnView, {item}: {readonly item: unknown}, take: typeof startItem, atEnd: boolean): Step => {
	const read = readItem(item);
	return read.type === 'item' ? take(view, read.item) : nothing(read.type === 'unknown' && atEnd ? noteUnknown(view, read.name) : view);
};

const addReasoning = (view: TurnView, {itemId, delta}: {readonly itemId: string; readonly delta: string}): Step =>
	addToItem(view, itemId, {type: 'reasoning', channel: 'reasoning', text: delta});

const translations: {readonly [M in keyof Params]: Translate<M>} = {
	'turn/started': nothing,
	'turn/completed': (view, {turn}) => ({view, events: [...settle(view), endOf(view, turn)]}),
	'turn/plan/updated': (view, {plan}) => ({view, events: [{type: 'plan_updated', plan: plan.map(({step, status}) => ({text: step, done: status === 'completed'}))}]}),
	'turn/diff/updated'(view, {diff}) {
		if (diff === view.shownDiff) {
			return nothing(view);
		}

		return diff.length > largestDiff
			? nothing({...view, heldDiff: diff})
			: {view: {...view, shownDiff: diff, heldDiff: undefined}, events: [{type: 'diff_updated', diff}]};
	},
	'item/started': (view, params) => takeItem(view, params, startItem, false),
	'item/completed': (view, params) => takeItem(view, params, endItem, true),
	'item/agentMessage/delta': (view, {itemId, delta}) => addToItem(view, itemId, {type: 'agentMessage', channel: 'message', text: delta}),
	'item/reasoning/summaryTextDelta': addReasoning,
	'item/reasoning/textDelta': addReasoning,
	'item/reasoning/summaryPartAdded': (view, {itemId, summaryIndex}) => summaryIndex === 0 ? nothing(view) : addToItem(view, itemId, {type: 'reasoning', channel: 'reasoning', text: '\n'}),
	'item/commandExecution/outputDelta': (view, {itemId, delta}) => addToItem(view, itemId, {type: 'commandExecution', channel: 'tool', text: delta}),
	'item/fileChange/patchUpdated'(view, {itemId, changes}) {
		const known = view.items.get(itemId);
		return nothing(known === undefined ? view : {...view, items: new Map(view.items).set(itemId, {...known, changes})});
	},
	'thread/tokenUsage/updated': (view, {tokenUsage}) => countTokens(view, tokenUsage),
	'account/rateLimits/updated'(view, {rateLimits}) {
		const next = {...view, limits: rateLimits};
		return {view: next, events: describeLimits(rateLimits).length === 0 ? [] : usageEvent(next)};
	},
	'model/rerouted': (view, {toModel, fromModel}) => notice(view, `codex uses ${toModel} in place of ${fromModel}`),
	error: (view, {willRetry, error}) => willRetry
		? notice(view, [error.message, error.additionalDetails ?? ''].filter(Boolean).join(': '))
		: nothing({...view, lastError: error}),
	warning: (view, {message}) => warn(view, message),
};

const translateKnown = <M extends keyof Params>(view: TurnView, method: M, params: Params[M]): Step => translations[method](view, params);

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

	return isOurs(view, notification) ? translateKnown(view, notification.method, notification.params) : nothing(view);
};

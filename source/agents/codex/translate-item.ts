import type {AgentEvent, OutputChannel} from '../../domain/event/agent-event.js';
import {comparedCharacters, missingOutput} from './complete-output.js';
import {describeCall, describeResult, type CallItem} from './describe-item.js';
import type {FileChange, Item} from './protocol.js';
import {withItem, type Step, type TurnView} from './turn-view.js';

type Text = Extract<Item, {type: 'agentMessage' | 'reasoning'}>;

const textOf = (item: Text): string => item.type === 'agentMessage' ? item.text : [...item.summary, ...item.content].join('\n');

const channelOf = (item: Text): OutputChannel => item.type === 'agentMessage' ? 'message' : 'reasoning';

const delta = (channel: OutputChannel, text: string, callId?: string): readonly AgentEvent[] => text === ''
	? []
	: [{
		type: 'output_delta', channel, text, ...callId === undefined ? {} : {call_id: callId},
	}];

/** Paths as a human in the repository reads them. */
export const relativeChanges = (changes: readonly FileChange[], workspace: string): readonly FileChange[] =>
	changes.map(change => change.path.startsWith(`${workspace}/`) ? {...change, path: change.path.slice(workspace.length + 1)} : change);

const called = (item: CallItem, workspace: string): CallItem => item.type === 'fileChange' ? {...item, changes: [...relativeChanges(item.changes, workspace)]} : item;

/** What the end of a text adds to the pieces that came before it; each text ends its line. */
const endText = (item: Text, shown: string): readonly AgentEvent[] => {
	const text = textOf(item);
	// Reasoning comes in parts whose seams differ from the whole; nothing of it is shown twice.
	const rest = item.type === 'reasoning' && shown !== '' ? '' : missingOutput(shown, text);
	const last = rest === '' ? shown : rest;
	return [...delta(channelOf(item), rest), ...delta(channelOf(item), last === '' || last.endsWith('\n') ? '' : '\n')];
};

/** An item began. Some are announced twice: first when codex asks for approval, then when it runs. */
export const startItem = (view: TurnView, item: Item): Step => {
	const known = view.items.get(item.id);
	const changes = item.type === 'fileChange' ? item.changes : [];
	const next = withItem(view, item.id, {type: item.type, shown: known?.shown ?? '', changes});
	switch (item.type) {
		case 'userMessage':
		case 'agentMessage':
		case 'reasoning':
		case 'contextCompaction': {
			return {view: next, events: []};
		}

		default: {
			return {
				view: next,
				events: known === undefined ? [{type: 'tool_call', call_id: item.id, ...describeCall(called(item, view.workspace))}] : [],
			};
		}
	}
};

const endCall = (view: TurnView, item: CallItem, shown: string): readonly AgentEvent[] => {
	const output = item.type === 'commandExecution' && shown.length < comparedCharacters ? missingOutput(shown, item.aggregatedOutput ?? '') : '';
	return [
		// One whose beginning was never told is told now.
		...view.items.has(item.id) ? [] : [{type: 'tool_call' as const, call_id: item.id, ...describeCall(called(item, view.workspace))}],
		...delta('tool', output, item.id),
		{type: 'tool_result', call_id: item.id, ...describeResult(item)},
	];
};

/** An item ended; what its pieces did not say is said now. */
export const endItem = (view: TurnView, item: Item): Step => {
	const shown = view.items.get(item.id)?.shown ?? '';
	const next = withItem(view, item.id, undefined);
	switch (item.type) {
		case 'userMessage': {
			return {view: next, events: []};
		}

		case 'agentMessage': {
			const isFinal = item.phase === 'final_answer';
			const message = isFinal || view.message?.isFinal !== true ? {text: item.text, isFinal} : view.message;
			return {view: {...next, message}, events: endText(item, shown)};
		}

		case 'reasoning': {
			return {view: next, events: endText(item, shown)};
		}

		case 'contextCompaction': {
			return {view: next, events: [{type: 'notice', text: 'codex made its conversation shorter to go on'}]};
		}

		default: {
			return {view: next, events: endCall(view, item, shown)};
		}
	}
};

/** A piece of what an item says. */
export const addToItem = (view: TurnView, id: string, piece: {readonly type: Item['type']; readonly channel: OutputChannel; readonly text: string}): Step => {
	const known = view.items.get(id);
	const shown = known?.shown ?? '';
	return {
		view: withItem(view, id, {type: piece.type, changes: known?.changes ?? [], shown: shown.length < comparedCharacters ? shown + piece.text : shown}),
		events: delta(piece.channel, piece.text, piece.channel === 'tool' ? id : undefined),
	};
};

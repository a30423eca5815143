import {sanitiseLine} from '../../domain/text/sanitise.js';
import type {InboxKind} from '../../domain/event/flow-event.js';
import type {Action} from '../message.js';
import {bindingsOf, keyLabel, type Binding} from '../keymap.js';
import {focusOf, type AppState} from '../state.js';
import {rowOf, rowWidth, type Row} from '../theme.js';
import {lastItemTop} from './inbox-rows.js';
import {itemsOf, selectedItem, ticketsOf} from './items.js';
import {activityOf} from './rest.js';

const kindOf = (state: AppState): InboxKind | undefined => selectedItem(state)?.kind;

const isApproval = (state: AppState): boolean => kindOf(state) === 'approval';

const isOutcome = (state: AppState): boolean => kindOf(state) === 'outcome';

const hasTickets = (state: AppState): boolean => ticketsOf(state).length > 0;

const isRed = (state: AppState): boolean | undefined => state.startCard?.lines?.some(line => line.level === 'bad');

/** When a key's word is worth its place in the footer; the help has them all. */
const worth: Readonly<Partial<Record<Action, (state: AppState) => boolean>>> = {
	allow_once: isApproval,
	allow_session: isApproval,
	deny: isApproval,
	happened: isOutcome,
	again: isOutcome,
	reply: state => state.pane === 'log'
		? (state.snapshot?.run ?? null) !== null && activityOf(state) !== 'completed'
		: itemsOf(state).length > 0 && !isApproval(state) && !isOutcome(state),
	start: state => isRed(state) === false,
	start_dirty: state => isRed(state) === true,
	open: hasTickets,
	toggle_done: hasTickets,
	edit: state => state.pane === 'inbox' ? (selectedItem(state)?.ticket ?? null) !== null && kindOf(state) !== 'question' : hasTickets(state),
	add: state => state.snapshot?.initialised ?? false,
	page_down: state => lastItemTop(state) > 0,
	go_on: state => !['running', 'starting'].includes(activityOf(state)) && hasTickets(state) && !(state.pane === 'inbox' && kindOf(state) === 'question'),
	pause: state => activityOf(state) === 'running' && !state.isPausing,
	up: state => state.log.isFollowing && state.transcript.lines.length > 0,
	last: state => !state.log.isFollowing,
};

const hintOf = (binding: Binding): string => `${keyLabel(binding.keys[0] ?? '')} ${binding.hint ?? ''}`;

const lasting = new Set(['help', 'leave']);

const tailOf = (state: AppState, bindings: readonly Binding[]): readonly string[] => {
	const isAlive = state.snapshot?.worker.life === 'alive' && state.size.columns >= 60;
	return bindings.filter(binding => lasting.has(binding.action)).map(binding => hintOf(binding) + (binding.action === 'leave' && isAlive ? ', the run goes on' : ''));
};

const hints = (state: AppState): Row => {
	const bindings = bindingsOf(focusOf(state)).filter(binding => binding.hint !== undefined && (worth[binding.action]?.(state) ?? true));
	const tail = tailOf(state, bindings);
	const shown: string[] = [];
	for (const binding of bindings) {
		const row = [...shown, hintOf(binding), ...tail].join('  ');
		if (!lasting.has(binding.action) && rowWidth(rowOf(row)) <= state.size.columns) {
			shown.push(hintOf(binding));
		}
	}

	return rowOf([...shown, ...tail].join('  '), 'dim');
};

const questions = {
	interrupt: 'Interrupt the turn now? y yes  esc no',
	stop: 'Stop the run and its agent? y yes  esc no',
};

/** The row of keys; a question of the program, or what just happened, takes its place. */
export const footerRow = (state: AppState): Row => {
	if (state.confirm !== null) {
		return rowOf(questions[state.confirm], 'alarm');
	}

	if (state.reply?.isSending) {
		return rowOf('Sending ...', 'accent');
	}

	if (state.notice !== null) {
		return rowOf(sanitiseLine(state.notice.text), state.notice.isTrouble ? 'bad' : 'accent');
	}

	if (state.trouble !== null) {
		return rowOf(`Cannot read the repository: ${sanitiseLine(state.trouble)}`, 'bad');
	}

	return hints(state);
};

import {sanitiseLine} from '../../domain/text/sanitise.js';
import {bindingsOf, keyLabel, type Binding} from '../keymap.js';
import {focusOf, type AppState} from '../state.js';
import {rowOf, rowWidth, type Row} from '../theme.js';
import {lastItemTop} from './inbox-rows.js';
import {itemsOf, selectedItem, ticketsOf} from './items.js';
import {activityOf} from './rest.js';

/** Whether a key's word is worth its place in the footer now; the help has them all. */
const isWorthy = (state: AppState, binding: Binding): boolean => {
	const kind = selectedItem(state)?.kind;
	const activity = activityOf(state);
	switch (binding.action) {
		case 'allow_once':
		case 'allow_session':
		case 'deny': {
			return kind === 'approval';
		}

		case 'happened':
		case 'again': {
			return kind === 'outcome';
		}

		case 'reply': {
			return state.pane === 'log' ? state.snapshot?.run != null && activity !== 'completed' : itemsOf(state).length > 0 && kind !== 'approval' && kind !== 'outcome';
		}

		case 'start_dirty':
		case 'start': {
			const isRed = state.startCard?.lines?.some(line => line.level === 'bad') ?? true;
			return state.startCard?.lines !== null && isRed === (binding.action === 'start_dirty');
		}

		case 'open':
		case 'toggle_done': {
			return ticketsOf(state).length > 0;
		}

		case 'edit': {
			return state.pane === 'inbox' ? selectedItem(state)?.ticket != null && kind !== 'question' : ticketsOf(state).length > 0;
		}

		case 'add': {
			return state.snapshot?.initialised ?? false;
		}

		case 'page_down': {
			return lastItemTop(state) > 0;
		}

		case 'go_on': {
			return activity !== 'running' && activity !== 'starting' && ticketsOf(state).length > 0 && !(state.pane === 'inbox' && kind === 'question');
		}

		case 'pause': {
			return activity === 'running' && !state.isPausing;
		}

		case 'up': {
			return state.log.isFollowing && state.transcript.lines.length > 0;
		}

		case 'last': {
			return !state.log.isFollowing;
		}

		default: {
			return true;
		}
	}
};

const hintOf = (binding: Binding): string => `${keyLabel(binding.keys[0] ?? '')} ${binding.hint ?? ''}`;

const lasting = new Set(['help', 'leave']);

const tailOf = (state: AppState, bindings: readonly Binding[]): readonly string[] => {
	const isAlive = state.snapshot?.worker.life === 'alive' && state.size.columns >= 60;
	return bindings.filter(binding => lasting.has(binding.action)).map(binding => hintOf(binding) + (binding.action === 'leave' && isAlive ? ', the run goes on' : ''));
};

const hints = (state: AppState): Row => {
	const bindings = bindingsOf(focusOf(state)).filter(binding => binding.hint !== undefined && isWorthy(state, binding));
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

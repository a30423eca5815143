import {counted} from '../../domain/words/short-words.js';
import {bindingsOf, keyLabel, type Binding} from '../keys/keymap.js';
import {focusOf} from '../focus.js';
import type {AppState} from '../state.js';
import {
	rowOf, rowWidth, spreadRow, type Row,
} from '../theme.js';
import {shownNotice, type Notice} from './cover/notice-text.js';
import {layoutOf} from './layout.js';

const hintOf = (state: AppState, binding: Binding): string => `${keyLabel(binding.keys[0] ?? '')} ${binding.hintNow?.(state) ?? binding.hint ?? ''}`;

/** What is never left out for want of room: in a pane also the way back, where there is one. */
const isLasting = (state: AppState, {action}: Binding): boolean =>
	action === 'help' || action === 'leave' || (action === 'close' && focusOf(state) === state.pane);

const tailOf = (state: AppState, bindings: readonly Binding[]): readonly string[] => {
	const isAlive = state.snapshot?.worker.life === 'alive' && state.size.columns >= 60;
	return bindings.filter(binding => isLasting(state, binding))
		.map(binding => hintOf(state, binding) + (binding.action === 'leave' && isAlive ? ', the run goes on' : ''));
};

const shownBindings = (state: AppState): readonly Binding[] =>
	bindingsOf(focusOf(state)).filter(binding => binding.hint !== undefined && (binding.isWorth?.(state) ?? true));

/** The files of a reply, where there is no title above the input to name them. */
const filesOf = (state: AppState): readonly string[] => {
	const length = state.prompt === null ? state.reply?.attachments.length ?? 0 : 0;
	return length === 0 || layoutOf(state).hasInputTitle ? [] : [`with ${counted(length, 'file')}`];
};

const hints = (state: AppState): Row => {
	const bindings = shownBindings(state);
	const files = filesOf(state);
	const tail = tailOf(state, bindings);
	const shown: string[] = [];
	for (const binding of bindings) {
		const row = [...files, ...shown, hintOf(state, binding), ...tail].join('  ');
		if (!isLasting(state, binding) && rowWidth(rowOf(row)) <= state.size.columns) {
			shown.push(hintOf(state, binding));
		}
	}

	return [...files.map((text): Row[number] => ({text: `${text}  `, style: 'accent'})), ...rowOf([...shown, ...tail].join('  '), 'dim')];
};

const questions = {
	interrupt: 'Interrupt the turn now? y yes  esc no',
	stop: 'Stop run and agent now? y yes  esc no',
};

/** A notice of one row leaves the lasting keys their place at its end, where there is room. */
const noticeRows = (state: AppState, {lines, style}: Notice): readonly Row[] => {
	const tail = rowOf(tailOf(state, shownBindings(state)).join('  '), 'dim');
	const [first = ''] = lines;
	const hasRoom = lines.length === 1 && rowWidth(rowOf(first)) + 2 + rowWidth(tail) <= state.size.columns;
	return hasRoom ? [spreadRow(rowOf(first, style), tail, state.size.columns)] : lines.map(line => rowOf(line, style));
};

/** The keys above the status line; a question of the program, or what just happened, takes their place. */
export const footerRows = (state: AppState): readonly Row[] => {
	if (state.confirm !== null) {
		return [rowOf(questions[state.confirm], 'alarm')];
	}

	if (state.reply?.isSending) {
		return [rowOf('Sending ...', 'accent')];
	}

	const notice = shownNotice(state);
	return notice === undefined ? [hints(state)] : noticeRows(state, notice);
};

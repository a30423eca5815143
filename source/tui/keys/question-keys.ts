import {isDirtyOnly} from '../select/cover/card-rows.js';
import {key} from './binding.js';

/** Answering a question of the program itself. */
export const questionKeys = [
	key(['confirm'], ['y'], 'yes', {hint: 'yes', help: 'yes, do it'}),
	key(['confirm'], ['esc', 'n'], 'close', {hint: 'no', help: 'no, leave it as it is'}),
	key(['start'], ['enter'], 'start', {hint: 'start', help: 'start the run', isWorth: state => state.startCard?.lines?.some(line => line.level === 'bad') === false}),
	key(['start'], ['D'], 'start_dirty', {hint: 'start as it is', help: 'start although files are not committed', isWorth: state => isDirtyOnly(state.startCard?.lines ?? [])}),
	key(['start', 'card', 'help'], ['esc'], 'close', {hint: 'close', help: 'close this view'}),
	key(['card', 'help'], ['enter'], 'close', {help: 'close this view'}),
];

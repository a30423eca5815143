import {isDirtyOnly} from '../select/cover/card-rows.js';
import {type KeyRow} from './binding.js';

/** Answering a question of the program itself. */
export const questionKeys = [
	{
		focus: ['confirm'], keys: ['y'], action: 'yes', hint: 'yes', help: 'yes, do it',
	},
	{
		focus: ['confirm'], keys: ['esc', 'n'], action: 'close', hint: 'no', help: 'no, leave it as it is',
	},
	{
		focus: ['start'], keys: ['enter'], action: 'start', hint: 'start', help: 'start the run', isWorth: state => state.startCard?.lines?.some(line => line.level === 'bad') === false,
	},
	{
		focus: ['start'], keys: ['D'], action: 'start_dirty', hint: 'start as it is', help: 'start although files are not committed', isWorth: state => isDirtyOnly(state.startCard?.lines ?? []),
	},
	{
		focus: ['start', 'card', 'help'], keys: ['esc'], action: 'close', hint: 'close', help: 'close this view',
	},
	{
		focus: ['card', 'help'], keys: ['enter'], action: 'close', help: 'close this view',
	},
] as const satisfies readonly KeyRow[];

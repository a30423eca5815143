import {wrapLine} from '../../../domain/words/wrap.js';
import {bindings, bindingsOf, keyLabel} from '../../keys/keymap.js';
import type {AppState} from '../../state.js';
import {focusOf, type Focus} from '../../focus.js';
import {
	emptyRow, glyphsOf, rowOf, type Row,
} from '../../theme.js';

const keyColumn = 14;

const marks = (state: AppState): ReadonlyArray<readonly [string, string]> => {
	const glyphs = glyphsOf(state.ascii);
	return [
		[glyphs.proven, 'done and proven by its verify commands'],
		[glyphs.unchecked, 'done, unchecked: it has no verify commands'],
		[glyphs.unproven, 'done, but its verify commands failed'],
		[glyphs.running, 'running'],
		[glyphs.waiting, 'waits for you'],
		[glyphs.broken, 'broken: Enter says what to mend'],
		[glyphs.open, 'open'],
	];
};

const entry = (key: string, text: string, width: number): readonly Row[] =>
	wrapLine(text, Math.max(10, width - keyColumn)).map((line, index): Row => [
		{text: (index === 0 ? key : '').padEnd(keyColumn), style: 'strong'}, {text: line, style: 'plain'},
	]);

/** The view that lies below the help. */
const viewOf = (state: AppState): Focus => focusOf({...state, isHelping: false});

/** Every key of the view and the marks of the list. */
export const helpRows = (state: AppState): readonly Row[] => {
	const {columns} = state.size;
	return [
		...bindingsOf(viewOf(state)).flatMap(binding => entry(binding.keys.map(key => keyLabel(key)).join(' '), binding.help, columns)),
		emptyRow,
		rowOf('Marks of the tickets', 'title'),
		...marks(state).flatMap(([mark, text]) => entry(mark, text, columns)),
		emptyRow,
		rowOf('While you type a reply', 'title'),
		...bindings.filter(binding => binding.focus.includes('reply')).flatMap(binding => entry(binding.keys.map(key => keyLabel(key)).join(' '), binding.help, columns)),
	];
};

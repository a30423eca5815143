import type {AppState} from '../../state.js';
import {editorRows, type EditorRow} from '../../text/editor-text.js';
import {graphemes} from '../../../domain/words/width.js';
import type {Row} from '../../theme.js';
import {screenParts, promptWidth} from '../screen-parts.js';

const paintEditorRow = ({text, cursor}: EditorRow): Row => {
	if (cursor === null) {
		return [{text, style: 'plain'}];
	}

	const under = graphemes(text.slice(cursor))[0] ?? ' ';
	return [
		{text: text.slice(0, cursor), style: 'plain'},
		{text: under, style: 'cursor'},
		{text: text.slice(cursor + under.length), style: 'plain'},
	];
};

/** The larger input: the rows around the cursor, each behind the prompt. */
export const inputRows = (state: AppState): readonly Row[] => {
	if (state.reply === null) {
		return [];
	}

	const height = screenParts(state).inputRows;
	const rows = editorRows(state.reply.editor, state.size.columns - promptWidth);
	const at = Math.max(0, rows.findIndex(row => row.cursor !== null));
	const top = Math.max(0, Math.min(at - height + 2, rows.length - height));
	return rows.slice(top, top + height).map((row, index): Row => [{text: top + index === 0 ? '> ' : '| ', style: 'dim'}, ...paintEditorRow(row)]);
};

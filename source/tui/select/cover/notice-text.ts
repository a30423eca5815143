import {sanitiseLine} from '../../../domain/text/sanitise.js';
import type {AppState} from '../../state.js';
import {fit} from '../../../domain/words/width.js';
import {wrapLine} from '../../../domain/words/wrap.js';
import type {Style} from '../../theme.js';

const mostRows = 3;

export type NoticeLines = {readonly lines: readonly string[]; readonly style: Style};

/** What stands above the status line instead of the keys: what just happened, or why the disk or the settings cannot be read. Undefined: the keys do. */
export const shownNotice = ({notice, trouble, snapshot, size: {columns}}: AppState): NoticeLines | undefined => {
	const standing = trouble === null ? snapshot?.configTrouble : `Cannot read the repository: ${trouble}`;
	const text = notice?.text ?? standing ?? undefined;
	if (text === undefined) {
		return undefined;
	}

	const rows = wrapLine(sanitiseLine(text), columns);
	return {
		lines: rows.length <= mostRows ? rows : [...rows.slice(0, mostRows - 1), fit(rows.slice(mostRows - 1).join(' '), columns)],
		style: notice === null || notice.isTrouble ? 'bad' : 'accent',
	};
};

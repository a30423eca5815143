import {sanitise, sanitiseLine} from '../../../domain/text/sanitise.js';
import type {ApprovalView, InboxEntry} from '../../../engine/client/flow-client.js';
import type {AppState} from '../../state.js';
import {counted} from '../../../domain/words/short-words.js';
import {clockOf} from '../../../domain/words/times.js';
import {wrapLine} from '../../../domain/words/wrap.js';
import {emptyRow, rowOf, type Row} from '../../theme.js';
import {patchRows} from '../patch-rows.js';
import {isGone, selectedItem} from './items.js';

/** How long until nobody's answer counts as no, by the minute, so that the screen is not drawn each second for it. */
const denialWords = ({deniedAt}: ApprovalView, now: number): string => {
	if (deniedAt === null) {
		return 'It waits for you without end.';
	}

	const minutes = Math.ceil((Date.parse(deniedAt) - now) / 60_000);
	return minutes <= 0 ? 'Denied about now, as nobody answered.' : `Denied at ${clockOf(deniedAt)}, in ${counted(minutes, 'minute')}, unless you answer.`;
};

/** What the screen says now of the time an approval has left; empty where none is shown. */
export const denialOf = (state: AppState): string => {
	const approval = state.pane === 'inbox' ? selectedItem(state)?.approval : undefined;
	return approval === undefined ? '' : denialWords(approval, state.now);
};

const kinds: Readonly<Record<string, string>> = {
	command: 'wants to run', exec: 'wants to run', file_change: 'wants to change files', patch: 'wants to change files', permissions: 'wants more permissions',
};

/** The heading says already that it wants to run something. */
const wordsOf = ({kind, description}: ApprovalView): string => kinds[kind] === 'wants to run' ? description.replace(/^run /, '') : description;

/** What an agent wants approval for: what, where, and until when; the change itself below. */
export const approvalRows = (state: AppState, item: InboxEntry, width: number): readonly Row[] => {
	const {approval} = item;
	if (approval === undefined) {
		return [];
	}

	const lines = (text: string): readonly string[] => sanitise(text).trimEnd().split('\n').flatMap(line => wrapLine(line, width));
	const diff = approval.diff === null ? [] : sanitise(approval.diff).trimEnd().split('\n');
	return [
		rowOf(`The agent ${kinds[approval.kind] ?? `asks for approval (${sanitiseLine(approval.kind)})`}:`, 'strong'),
		...lines(wordsOf(approval)).map(line => rowOf(line)),
		...approval.cwd === null ? [] : wrapLine(`in ${sanitiseLine(approval.cwd)}`, width).map(line => rowOf(line)),
		...isGone(state, item) ? [] : wrapLine(denialWords(approval, state.now), width).map(line => rowOf(line, 'warn')),
		...diff.length === 0
			? []
			: [emptyRow, ...diff.flatMap(line => patchRows(line, width, state.ascii))],
	];
};

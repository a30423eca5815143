import {logSize} from '../select/layout.js';
import {settleAnchor} from '../select/log-lines.js';
import type {AppState, TranscriptLine} from '../state.js';
import {followLog} from './scroll-log.js';
import {say, stay, type Step} from './step.js';

/** What one jumps to: errors, questions, commits and the beginnings of turns. */
const isMark = ({kind, text}: TranscriptLine): boolean =>
	kind === 'failure' || kind === 'heading' || (kind === 'notice' && text.startsWith('asks you: ')) || (kind === 'result' && text.startsWith('committed '));

/** Holds the log with the next mark below its first row, or the one before above it, as its first row. */
export const jumpLog = (state: AppState, direction: 'next' | 'previous'): Step => {
	const {lines} = state.transcript;
	const top = settleAnchor(state.transcript, state.log.top, logSize(state).width);
	if (top === null) {
		return say(state, 'The log is empty.');
	}

	const mark = direction === 'next'
		? lines.find(line => line.id > top.id && isMark(line))
		: lines.findLast(line => (line.id < top.id || (line.id === top.id && top.row > 0)) && isMark(line));
	if (mark === undefined) {
		return direction === 'next' ? say(followLog(state), 'No error, question, commit or turn below.') : say(state, 'No error, question, commit or turn above.');
	}

	return stay({
		...state,
		log: {isFollowing: false, top: {id: mark.id, row: 0}, heldAt: state.log.isFollowing ? state.transcript.nextId : state.log.heldAt},
	});
};

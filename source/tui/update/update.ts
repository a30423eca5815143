import {focusOf} from '../focus.js';
import {bindingOf, keyLabel} from '../keys/keymap.js';
import type {Message, MessageType} from '../message.js';
import type {PlaceId} from '../place.js';
import {lookAt, type AppState} from '../state.js';
import {act} from './act.js';
import {readEngine} from './engine.js';
import {addLeaf, readAhead} from './log/book.js';
import {hitFound, hitNumbered, searched} from './log/find-log.js';
import {callOff, markFound, showRead} from './log/jump-log.js';
import {settleLog} from './log/scroll-log.js';
import {rereadPage, showFailed} from './page.js';
import {takeCompletion} from './prompt.js';
import {
	attachFile, changeLine, takeDraft, paste, replyFailed, replySent, takeEditedText, typeText,
} from './reply.js';
import {takePage} from './report.js';
import {answerRun, showCheck} from './run.js';
import {say, stay, type Step} from './step.js';
import {takeDeleted, takeMoved, takeRestored} from './tickets.js';

const unknownKey = (state: AppState, name: string): Step => {
	const focus = focusOf(state);
	const goOn = bindingOf(focus, '?')?.action === 'help' ? '? shows the keys' : 'esc closes this';
	return focus === 'small' || name === 'unknown' ? stay(state) : say(state, `${keyLabel(name)} does nothing here: ${goOn}`);
};

/** What each message changes. */
const takers: {readonly [Type in MessageType]: (state: AppState, message: Message<Type>) => Step} = {
	act: (state, {action}) => act({...state, notice: null, seenAt: state.now}, action),
	unknown_key: (state, {name}) => unknownKey(state, name),
	typed: (state, {text}) => typeText(state, text),
	line_changed: (state, {text}) => changeLine(state, text),
	pasted: (state, {text}) => paste(state, text),
	resized: (state, {size}) => stay({...state, size}),
	looked_at: (state, {there}) => stay(lookAt(state, there)),
	ticked: (state, {now}) => stay({...state, now}),
	engine: (state, {events}) => readEngine(state, events),
	draft_loaded: (state, {id, ...draft}) => takeDraft(state, id, draft),
	text_edited: (state, {text}) => takeEditedText(state, text),
	checked: (state, {lines}) => showCheck(state, lines),
	run_answered: (state, {answer}) => answerRun(state, answer),
	sent: (state, {command, commandId}) => replySent(state, command, commandId),
	send_failed: (state, {message, hint}) => replyFailed({...state, answered: []}, message, hint),
	ticket_made: (state, {path}) => say({...state, ticket: path, pane: 'tickets'}, `${path.slice(path.lastIndexOf('/') + 1)} made: e edits it`),
	page_loaded: (state, {request, data}) => takePage(state, request, data),
	page_failed: (state, {request, message}) => stay(showFailed(state, request, message)),
	completed_path: (state, {typed, names}) => takeCompletion(state, typed, names),
	attached: (state, {file}) => attachFile(state, file),
	ticket_moved: (state, {from, to}) => takeMoved(state, from, to),
	ticket_deleted: (state, {path, trash}) => takeDeleted(state, path, trash),
	ticket_restored: (state, {path, trash}) => takeRestored(state, path, trash),
	edited: state => [state, rereadPage(state)],
	noted: (state, {text, isTrouble}) => say(state, text, isTrouble),
	notice_over: (state, {notice}) => stay(state.notice === notice ? {...state, notice: null} : state),
	log_read: showRead,
	// A book that opens by itself is not asked for again and again.
	log_failed: (state, {message}) => say(state.log.opening === 'spot' ? callOff(state) : state, message, true),
	leaf_read: (state, {runId, leaf}) => stay(addLeaf(state, runId, leaf)),
	mark_found: markFound,
	searched,
	hit_found: hitFound,
	hit_numbered: (state, {at}) => hitNumbered(state, at),
	follow_failed: (state, {message}) => stay({...state, trouble: message}),
};

const step = <Type extends MessageType>(state: AppState, message: Message<Type>): Step => takers[message.type](state, message);

/**
 * The TUI's whole behaviour: a message and a state give a new state and what is to be done, both at the place that the message is for. Pure.
 * A place that is not looked at changes as it would under the eyes of a human; what they look at stays.
 */
export const update = (state: AppState, message: Message, place: PlaceId = state.place): Step => {
	const there = lookAt(state, place);
	// What is not on the screen changes nothing.
	const [next, effects] = there.place === place ? step(there, message) : stay(there);
	// An input or a notice that opened, grew or closed changes the room of the log.
	const settled = next === there ? there : settleLog(next);
	// Of a place that was only just turned to nothing is asked: what is to be done belongs to the one the message is for.
	const [last, wanted] = settled.place === place ? readAhead([settled, effects]) : [settled, effects];
	return place === state.place ? [last, wanted] : [last === there ? state : lookAt(last, state.place), wanted];
};

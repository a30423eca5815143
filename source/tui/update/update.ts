import {fileName} from '../../domain/words/short-words.js';
import {bindingOf, keyLabel} from '../keys/keymap.js';
import type {Message} from '../message.js';
import {focusOf, type AppState} from '../state.js';
import {act} from './act.js';
import {readEngine} from './engine.js';
import {addPage, readAhead} from './log/book.js';
import {hitFound, hitNumbered, searched} from './log/find-log.js';
import {callOff, markFound, showRead} from './log/jump-log.js';
import {offeredEntries} from './order-palette.js';
import {rereadPage, showFailed} from './page.js';
import {takeCompletion} from './prompt.js';
import {takePage} from './report.js';
import {
	attachFile, changeLine, loadDraft, paste, replyFailed, replySent, takeEditedText, typeText,
} from './reply.js';
import {answerRun, showCheck} from './run.js';
import {settleLog} from './log/scroll-log.js';
import {say, stay, type Step} from './step.js';
import {takeDeleted, takeMoved, takeRestored} from './tickets.js';

const step = (state: AppState, message: Message): Step => {
	switch (message.type) {
		case 'act': {
			const seen: AppState = {...state, notice: null, seenAt: state.now};
			return settleAfter(message.action === 'run_action' ? runChosen(seen) : act(seen, message.action));
		}

		case 'unknown_key': {
			const focus = focusOf(state);
			const goOn = bindingOf(focus, '?')?.action === 'help' ? '? shows the keys' : 'esc closes this';
			return focus === 'small' || message.name === 'unknown' ? stay(state) : settleAfter(say(state, `${keyLabel(message.name)} does nothing here: ${goOn}`));
		}

		case 'typed': {
			return settleAfter(typeText(state, message.text));
		}

		case 'line_changed': {
			return settleAfter(changeLine(state, message.text));
		}

		case 'pasted': {
			return settleAfter(paste(state, message.text));
		}

		case 'resized': {
			return stay(settleLog({...state, size: message.size}));
		}

		case 'ticked': {
			return stay({...state, now: message.now});
		}

		case 'engine': {
			return readEngine(state, message.events);
		}

		case 'draft_loaded': {
			return settleAfter(loadDraft(state, message.id, message));
		}

		case 'text_edited': {
			return settleAfter(takeEditedText(state, message.text));
		}

		case 'checked': {
			return showCheck(state, message.lines);
		}

		case 'run_answered': {
			return settleAfter(answerRun(state, message.answer));
		}

		case 'sent': {
			return settleAfter(replySent(state, message.command, message.commandId));
		}

		case 'send_failed': {
			return settleAfter(replyFailed({...state, answered: []}, message.message, message.hint));
		}

		case 'ticket_made': {
			return settleAfter(say({...state, ticket: message.path, pane: 'tickets'}, `${fileName(message.path)} made: e edits it`));
		}

		case 'page_loaded': {
			return settleAfter(takePage(state, message.request, message.data));
		}

		case 'page_failed': {
			return settleAfter(stay(showFailed(state, message.request, message.message)));
		}

		case 'completed_path': {
			return takeCompletion(state, message.typed, message.names);
		}

		case 'attached': {
			return settleAfter(attachFile(state, message.file));
		}

		case 'ticket_moved': {
			return takeMoved(state, message.from, message.to);
		}

		case 'ticket_deleted': {
			return settleAfter(takeDeleted(state, message.path, message.trash));
		}

		case 'ticket_restored': {
			return settleAfter(takeRestored(state, message.path, message.trash));
		}

		case 'edited': {
			return [state, rereadPage(state)];
		}

		case 'noted': {
			return settleAfter(say(state, message.text, message.isTrouble));
		}

		case 'notice_over': {
			return state.notice === message.notice ? settleAfter(stay({...state, notice: null})) : stay(state);
		}

		case 'log_read': {
			return settleAfter(showRead(state, message));
		}

		case 'log_failed': {
			// A book that opens by itself is not asked for again and again.
			return settleAfter(say(state.log.opening === 'place' ? callOff(state) : state, message.message, true));
		}

		case 'page_read': {
			return stay(addPage(state, message.runId, message.page));
		}

		case 'mark_found': {
			return settleAfter(markFound(state, message));
		}

		case 'searched': {
			return settleAfter(searched(state, message));
		}

		case 'hit_found': {
			return settleAfter(hitFound(state, message));
		}

		case 'hit_numbered': {
			return hitNumbered(state, message.at);
		}

		case 'follow_failed': {
			return settleAfter(stay({...state, trouble: message.message}));
		}

		default: {
			return message satisfies never;
		}
	}
};

/** Enter in the palette: what is chosen is done as if its key had been pressed below it. */
const runChosen = (state: AppState): Step => {
	const entry = offeredEntries(state)[state.prompt?.at ?? 0];
	return entry === undefined ? say(state, 'No action is called like this; Esc closes.') : act({...state, prompt: null}, entry.action);
};

/** An input or a notice that opened, grew or closed changes the room of the log. */
const settleAfter = ([state, effects]: Step): Step => [settleLog(state), effects];

/** The TUI's whole behaviour: a message and a state give a new state and what is to be done. Pure. */
export const update = (state: AppState, message: Message): Step => readAhead(step(state, message));

import {isWayBack} from '../select/worth.js';
import {
	inputs, panes, views, key,
} from './binding.js';

/** Everywhere. */
export const everywhereKeys = [
	key(views, ['1'], 'show_tickets', {help: 'tickets'}),
	key(views, ['2'], 'show_log', {help: 'log of the running turn'}),
	key(views, ['3'], 'show_inbox', {help: 'inbox: what waits for you'}),
	key(views, ['R'], 'report', {help: 'report: what happened since the last one was closed'}),
	key(views, ['H'], 'runs', {help: 'history: all runs and their turns'}),
	key(views, ['w'], 'documents', {help: 'workspace: the documents that go into every prompt'}),
	key(views, ['c'], 'doctor', {help: 'doctor: check what a run needs'}),
	key(views, [':'], 'palette', {hint: 'actions', help: 'every action by its name', isBound: true}),
	key(views, ['shift-tab'], 'previous_pane', {help: 'the pane before', isBound: true}),
	key(panes, ['esc'], 'close', {hint: 'back', help: 'back to the view that led here, or from an earlier turn to now; else nothing', isWorth: isWayBack}),
	key([...views, 'agents'], ['?'], 'help', {hint: 'keys', help: 'every key of this view'}),
	key(['help'], ['?'], 'close', {help: 'close this view'}),
	key([...views, 'agents', 'help', 'card', 'start', 'small'], ['q', 'ctrl-c'], 'leave', {hint: 'leave', help: 'leave; the run goes on', names: 'quit exit'}),
	key([...inputs, 'confirm'], ['ctrl-c'], 'leave', {help: 'leave; the run goes on, a draft is kept'}),
	key([...views, ...inputs, 'help', 'card', 'start', 'confirm', 'small'], ['ctrl-z'], 'suspend', {help: 'suspend; fg in the shell comes back'}),
];

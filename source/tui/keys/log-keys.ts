import {hasLog} from '../select/worth.js';
import {key} from './binding.js';

/** The log. */
export const logKeys = [
	key(['log'], ['k', 'up'], 'up', {hint: 'hold', help: 'hold the log and go up', isWorth: state => state.log.isFollowing && state.tail.lines.length > 0}),
	key(['log'], ['j', 'down'], 'down', {help: 'down; at the end the log follows again'}),
	key(['log'], ['G', 'end'], 'last', {hint: 'follow', help: 'to the end, and follow again', isWorth: state => !state.log.isFollowing}),
	key(['log', 'tickets'], ['i'], 'message', {hint: 'message', help: 'write a message for the next turn', isWorth: state => state.pane === 'log' && ['running', 'paused', 'stopped'].includes(state.snapshot?.run?.status ?? '')}),
	key(['log'], ['o', 'enter'], 'fold', {hint: 'unfold', help: 'unfold or fold the output, thought or diff at the cursor', isWorth: hasLog}),
	key(['log'], ['/'], 'find', {hint: 'search', help: 'search; an expression where it is one; case matters', isWorth: hasLog}),
	key(['log'], ['n'], 'next_hit', {hint: 'next', help: 'to the next place the search found', isWorth: state => state.log.find !== null}),
	key(['log'], ['N'], 'previous_hit', {help: 'to the place found before'}),
	key(['log'], [']'], 'next_mark', {
		hint: 'jump', help: 'to the next error, question, commit or turn, or what m chose', isWorth: hasLog, isBound: true,
	}),
	key(['log'], ['['], 'previous_mark', {help: 'to the one before', isBound: true}),
	key(['log'], ['m'], 'choose_marks', {help: 'choose what ] and [ go to: errors, tool calls, edits, questions, commits, turns'}),
	key(['log'], ['}'], 'next_turn', {help: 'to the next turn'}),
	key(['log'], ['{'], 'previous_turn', {hint: 'turns', help: 'to the beginning of the turn, and to turns before', isWorth: hasLog}),
	key(['log'], ['@'], 'clock', {help: 'to a time of the day'}),
	key(['log'], ['y'], 'copy_block', {hint: 'copy', help: 'copy the message or the block at the cursor to the clipboard of your terminal', isWorth: hasLog}),
	key(['log'], ['Y'], 'copy_line', {help: 'copy the line at the cursor'}),
	key(['log'], ['e'], 'export_turn', {help: 'write the turn at the cursor into a markdown file'}),
	key(['log'], ['O'], 'fold_tools', {help: 'unfold or fold the output of all calls'}),
	key(['log'], ['z'], 'fold_thoughts', {help: 'fold or unfold all thoughts'}),
	key(['log_input'], ['enter'], 'send', {hint: 'go', help: 'search, or go to the time'}),
	key(['log_input'], ['tab'], 'next_scope', {
		hint: 'scope', help: 'search the whole run, or only this turn', isWorth: state => state.logInput?.type === 'find', isBound: true,
	}),
	key(['log_input'], ['esc'], 'close', {hint: 'close', help: 'close without searching'}),
];

import {hasLog} from '../select/worth.js';
import type {KeyRow} from './binding.js';

/** The log. */
export const logKeys = [
	{
		focus: ['log'], keys: ['k', 'up'], action: 'up', hint: 'hold', help: 'hold the log and go up', isWorth: state => state.log.isFollowing && state.transcript.lines.length > 0,
	},
	{
		focus: ['log'], keys: ['j', 'down'], action: 'down', help: 'down; at the end the log follows again',
	},
	{
		focus: ['log'], keys: ['G', 'end'], action: 'last', hint: 'follow', help: 'to the end, and follow again', isWorth: state => !state.log.isFollowing,
	},
	{
		focus: ['log', 'tickets'], keys: ['i'], action: 'message', hint: 'message', help: 'write a message for the next turn', isWorth: state => state.pane === 'log' && ['running', 'paused', 'stopped'].includes(state.snapshot?.run?.status ?? ''),
	},
	{
		focus: ['log'], keys: ['o', 'enter'], action: 'fold', hint: 'unfold', help: 'unfold or fold the output, thought or diff at the cursor', isWorth: hasLog,
	},
	{
		focus: ['log'], keys: ['/'], action: 'find', hint: 'search', help: 'search; an expression where it is one; case matters', isWorth: hasLog,
	},
	{
		focus: ['log'], keys: ['n'], action: 'next_hit', hint: 'next', help: 'to the next place the search found', isWorth: state => state.log.find !== null,
	},
	{
		focus: ['log'], keys: ['N'], action: 'previous_hit', help: 'to the place found before',
	},
	{
		focus: ['log'], keys: [']'], action: 'next_mark', hint: 'jump', help: 'to the next error, question, commit or turn, or what m chose', isWorth: hasLog, isBound: true,
	},
	{
		focus: ['log'], keys: ['['], action: 'previous_mark', help: 'to the one before', isBound: true,
	},
	{
		focus: ['log'], keys: ['m'], action: 'choose_marks', help: 'choose what ] and [ go to: errors, tool calls, edits, questions, commits, turns',
	},
	{
		focus: ['log'], keys: ['}'], action: 'next_turn', help: 'to the next turn',
	},
	{
		focus: ['log'], keys: ['{'], action: 'previous_turn', hint: 'turns', help: 'to the beginning of the turn, and to turns before', isWorth: hasLog,
	},
	{
		focus: ['log'], keys: ['@'], action: 'clock', help: 'to a time of the day',
	},
	{
		focus: ['log'], keys: ['y'], action: 'copy_block', hint: 'copy', help: 'copy the message or the block at the cursor to the clipboard of your terminal', isWorth: hasLog,
	},
	{
		focus: ['log'], keys: ['Y'], action: 'copy_line', help: 'copy the line at the cursor',
	},
	{
		focus: ['log'], keys: ['e'], action: 'export_turn', help: 'write the turn at the cursor into a markdown file',
	},
	{
		focus: ['log'], keys: ['O'], action: 'fold_tools', help: 'unfold or fold the output of all calls',
	},
	{
		focus: ['log'], keys: ['z'], action: 'fold_thoughts', help: 'fold or unfold all thoughts',
	},
	{
		focus: ['log_input'], keys: ['enter'], action: 'send', hint: 'go', help: 'search, or go to the time',
	},
	{
		focus: ['log_input'], keys: ['tab'], action: 'next_scope', hint: 'scope', help: 'search the whole run, or only this turn', isWorth: state => state.logInput?.type === 'find', isBound: true,
	},
	{
		focus: ['log_input'], keys: ['esc'], action: 'close', hint: 'close', help: 'close without searching',
	},
] as const satisfies readonly KeyRow[];

import {describe, expect, test} from 'vitest';
import {bindings, bindingsOf, keyLabel} from '../../../source/tui/keys/keymap.js';
import {helpRows} from '../../../source/tui/select/cover/help-rows.js';
import {firstState} from '../../../source/tui/state.js';
import type {Focus} from '../../../source/tui/focus.js';

const focuses: readonly Focus[] = ['tickets', 'log', 'inbox', 'ticket', 'page', 'document', 'agents', 'report', 'reply', 'reply_lines', 'title', 'attach', 'palette', 'start', 'card', 'confirm', 'help', 'small'];

describe('the keymap', () => {
	test.each(focuses)('%s: no key has two meanings', focus => {
		const keys = bindingsOf(focus).flatMap(binding => binding.keys);
		expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
	});

	test.each(focuses)('%s: Ctrl-C leaves', focus => {
		expect(bindingsOf(focus).find(binding => binding.keys.includes('ctrl-c'))?.action).toBe('leave');
	});

	test.each(focuses.filter(focus => focus !== 'small'))('%s: Esc only ever closes', focus => {
		expect(bindingsOf(focus).find(binding => binding.keys.includes('esc'))?.action).toBe('close');
	});

	test('while a text is typed: no letter is a command', () => {
		for (const focus of ['reply', 'reply_lines', 'title', 'attach', 'palette'] as const) {
			expect(bindingsOf(focus).flatMap(binding => binding.keys).filter(key => key.length === 1)).toEqual([]);
		}
	});

	test('the help of a view: every key of it', () => {
		for (const pane of ['tickets', 'log', 'inbox'] as const) {
			const state = {
				...firstState({
					size: {columns: 100, rows: 30}, ascii: false, place: 'api', repoName: 'api', greeting: undefined, now: 0,
				}), pane, isHelping: true,
			};
			const text = helpRows(state).map(row => row.map(span => span.text).join('')).join('\n');
			for (const binding of bindings.filter(one => one.focus.includes(pane))) {
				expect(text).toContain(binding.keys.map(key => keyLabel(key)).join(' '));
				expect(text).toContain(binding.help);
			}
		}
	});
});

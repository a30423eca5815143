import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {copySequence} from '../../../source/tui/terminal/clipboard.js';

const set = `\u001B]52;c;${Buffer.from('say 日本').toString('base64')}\u0007`;

test.each([
	['a terminal', {}, set, 'your terminal\'s clipboard (OSC 52)'],
	['tmux', {TMUX: '/tmp/tmux-0/default,1,0'}, `${set}\u001BPtmux;\u001B${set}\u001B\\`, 'your terminal\'s clipboard through tmux (tmux needs: set -g set-clipboard on)'],
	['screen', {STY: '1.pts'}, `\u001BP${set}\u001B\\`, 'your terminal\'s clipboard through screen'],
])('a copy in %s: the sequence, and where it went', (_, env, sequence, where) => {
	expect(copySequence('say 日本', env)).toEqual({sequence, where});
});

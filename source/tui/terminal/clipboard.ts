import {Buffer} from 'node:buffer';

const escape = '\u001B';

/** Where a copy goes, and what it depends on: nobody answers, so the words promise no more than that it was sent. */
type Copied = {readonly sequence: string; readonly where: string};

/** The sequence that puts a text into the clipboard of the terminal in front of the human, also from a remote machine and through tmux and screen. */
export const copySequence = (text: string, env: Readonly<Record<string, string | undefined>>): Copied => {
	const set = `${escape}]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u0007`;
	if ((env.TMUX ?? '') !== '') {
		// Tmux takes it itself where `set-clipboard` is on, and hands the wrapped one through where `allow-passthrough` is.
		return {
			sequence: `${set}${escape}Ptmux;${set.replaceAll(escape, escape + escape)}${escape}\\`,
			where: 'your terminal\'s clipboard through tmux (tmux needs: set -g set-clipboard on)',
		};
	}

	if ((env.STY ?? '') !== '') {
		return {sequence: `${escape}P${set}${escape}\\`, where: 'your terminal\'s clipboard through screen'};
	}

	return {sequence: set, where: 'your terminal\'s clipboard (OSC 52)'};
};

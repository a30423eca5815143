import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';

export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

const settings = `
set -s escape-time 0
set -g status off
set -g destroy-unattached on
set -g default-terminal screen-256color
`;

let servers = 0;

/** The command line that shows a program in a tmux of its own, which ends with the terminal around it; its files are kept in the folder. */
export const inTmux = (folder: string, argv: readonly string[]): readonly string[] => {
	servers++;
	const file = path.join(folder, `tmux-${servers}.conf`);
	writeFileSync(file, settings);
	return ['env', '-u', 'TMUX', 'tmux', '-S', path.join(folder, `tmux-${servers}`), '-f', file, 'new-session', ...argv];
};

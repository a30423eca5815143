import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {UserError} from '../../domain/user-error.js';

/** Opens a file in an editor, which may bring arguments of its own (`code --wait`), and waits for it. Throws UserError when it cannot be started or fails. */
export const runEditor = async (editor: string, file: string): Promise<void> => {
	const child = spawn('/bin/sh', ['-c', `${editor} "$@"`, editor, file], {stdio: 'inherit'});
	const [code, signal] = await once(child, 'close') as [number | null, NodeJS.Signals | null];
	if (code !== 0) {
		throw new UserError(`The editor ${JSON.stringify(editor)} ended with ${code === null ? signal ?? 'a signal' : `exit ${code}`}.`, `The file is ${file}. VISUAL, EDITOR or ui.editor in the configuration name the editor.`);
	}
};

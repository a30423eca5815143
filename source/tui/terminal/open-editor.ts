import {spawn} from 'node:child_process';
import {
	mkdtemp, readFile, rm, writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';

export type EditorOutcome = {readonly ok: true} | {readonly ok: false; readonly message: string};

/** Opens a file in an editor in this terminal and waits for its end. The terminal must have been given back before. */
export const openEditor = async (argv: readonly string[], file: string): Promise<EditorOutcome> => new Promise(resolve => {
	const [command = 'vi', ...args] = argv;
	const child = spawn(command, [...args, file], {stdio: 'inherit'});
	child.once('error', error => {
		resolve({ok: false, message: `Cannot start ${command}: ${error.message}. Set $EDITOR.`});
	});
	child.once('exit', (code, signal) => {
		resolve(code === 0 ? {ok: true} : {ok: false, message: `${command} ended with ${signal ?? `exit ${code ?? '?'}`}; what it saved is kept.`});
	});
});

/** Lets a text be edited in a file of its own that nobody else can read, and returns what became of it. */
export const editText = async (argv: readonly string[], text: string): Promise<{readonly outcome: EditorOutcome; readonly text: string}> => {
	const folder = await mkdtemp(path.join(tmpdir(), 'car-reply-'));
	const file = path.join(folder, 'reply.md');
	try {
		await writeFile(file, text, {mode: 0o600});
		const outcome = await openEditor(argv, file);
		return {outcome, text: outcome.ok ? await readFile(file, 'utf8') : text};
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
};

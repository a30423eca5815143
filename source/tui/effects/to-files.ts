import {mkdirSync} from 'node:fs';
import path from 'node:path';
import type {FilePerformers} from '../effect.js';
import type {Message} from '../message.js';
import type {Place} from '../place.js';
import {editText, openEditor, type EditorOutcome} from '../terminal/open-editor.js';
import {completePath, findFile} from './complete-path.js';

export type Lending = {
	/** Lets another program have the terminal while it runs. */
	readonly lend: <Result>(task: () => Promise<Result>) => Promise<Result>;
};

/** Finds files of a place, and lets them be edited; whoever looks at one sees what became of it. */
export const toFiles = ({repo, editor}: Pick<Place, 'repo' | 'editor'>, {lend}: Lending, send: (message: Message) => void): FilePerformers => {
	const tell = (outcome: EditorOutcome, edited: Message): void => {
		send(outcome.ok ? edited : {type: 'noted', text: outcome.message, isTrouble: true});
	};

	return {
		complete_path({typed}) {
			send({type: 'completed_path', typed, names: completePath(repo, typed)});
		},
		attach({typed}) {
			send({type: 'attached', file: findFile(repo, typed)});
		},
		async edit_file(effect) {
			const file = path.join(repo, effect.path);
			// It may be one that is still to be made.
			mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
			tell(await lend(async () => openEditor(editor, file)), {type: 'edited'});
		},
		async edit_text(effect) {
			const {outcome, text} = await lend(async () => editText(editor, effect.text));
			tell(outcome, {type: 'text_edited', text});
		},
	};
};

import path from 'node:path';
import {nearest} from '../../../domain/text/nearest.js';
import {UserError} from '../../../domain/user-error.js';
import {requireTrust} from '../../ask/ask-trust.js';
import {defineCommand, type Context} from '../../command.js';
import {withClient} from '../../ask/repository.js';
import {runEditor} from '../../ask/run-editor.js';

/** The repository path of the document with this name. */
const named = (documents: readonly string[], name: string | undefined): string => {
	const files = new Map(documents.map(file => [path.basename(file, '.md'), file]));
	const file = files.get(name ?? '');
	if (file === undefined) {
		const near = nearest(name ?? '', [...files.keys()]);
		throw new UserError(name === undefined ? 'car edit needs the name of a document.' : `There is no document ${name}.`, near === undefined ? `They are ${[...files.keys()].join(', ')}.` : `Did you mean ${near}?`, 2);
	}

	return file;
};

const editorFor = async (context: Context<unknown>, repo: string): Promise<string> => {
	const own = [context.env.VISUAL, context.env.EDITOR].find(editor => editor !== undefined && editor.trim() !== '');
	if (own !== undefined) {
		return own;
	}

	const {config, commands} = await context.doors.loadSettings(repo);
	if (commands.some(({key}) => key === 'ui.editor')) {
		await requireTrust(context, repo);
	}

	return config.ui.editor ?? 'vi';
};

export const command = defineCommand({
	help: `
car edit: open a pinned document, which goes into every prompt

Usage
  car edit active_context | decisions | spec

The editor is $VISUAL, $EDITOR, ui.editor of the configuration, or vi.`,
	flags: {},
	words: 1,
	run: async context => withClient(context, async (client, repo) => {
		const documents = await client.history.documents();
		const document = named(documents.filter(({isPinned}) => isPinned).map(({path}) => path), context.input[0]);
		await context.doors.requirePrepared(repo);
		const editor = await editorFor(context, repo);
		const {makeDocument} = await context.doors.setUp();
		await runEditor(editor, makeDocument(repo, document));
		context.out.line(`Every prompt holds ${document}, its first 4,000 characters.`);
		return 0;
	}),
});

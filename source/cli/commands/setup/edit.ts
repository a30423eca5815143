import {existsSync} from 'node:fs';
import path from 'node:path';
import {nearest} from '../../../domain/text/nearest.js';
import {UserError} from '../../../domain/user-error.js';
import {loadConfig} from '../../../store/folder/config-files.js';
import {makeFolder, writeWhole} from '../../../store/file/durable-write.js';
import {layoutOf, repositoryPath, type Layout} from '../../../store/folder/layout.js';
import {requireTrust} from '../../ask/ask-trust.js';
import {defineCommand, type Context} from '../../command.js';
import {repositoryOf, requireStateFolder} from '../../ask/repository.js';
import {runEditor} from '../../ask/run-editor.js';

const named = (layout: Layout, name: string | undefined): string => {
	const files = new Map(layout.workspaceDocuments.map(file => [path.basename(file, '.md'), file]));
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

	const {config, commands} = loadConfig(repo, context.env);
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
	async run(context) {
		const repo = await repositoryOf(context);
		const layout = layoutOf(repo);
		const file = named(layout, context.input[0]);
		requireStateFolder(repo);
		const editor = await editorFor(context, repo);
		makeFolder(layout.workspace);
		if (!existsSync(file)) {
			writeWhole(file, '');
		}

		await runEditor(editor, file);
		context.out.line(`Every prompt holds ${repositoryPath(repo, file)}, its first 4,000 characters.`);
		return 0;
	},
});

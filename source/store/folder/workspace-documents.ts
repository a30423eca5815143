import {readdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {ifAllowed} from '../file/if-there.js';
import {repositoryPath, type Layout} from './layout.js';

export type WorkspaceDocument = {
	/** Repository path. */
	readonly path: string;
	/** Path below `workspace/`. */
	readonly name: string;
	/** Null: it is not there yet. */
	readonly bytes: number | null;
	/** It goes into every prompt. */
	readonly isPinned: boolean;
};

const most = 200;

const namesIn = (folder: string): readonly string[] => (ifAllowed(() => readdirSync(folder, {withFileTypes: true, recursive: true})) ?? [])
	.filter(entry => entry.isFile() && !entry.name.startsWith('.'))
	.map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
	.toSorted()
	.slice(0, most);

/** The pinned documents, those that are not written yet included, and then whatever else lies in the workspace: at most 200 files. */
export const listDocuments = (layout: Layout): readonly WorkspaceDocument[] => {
	const documentOf = (file: string, isPinned: boolean): WorkspaceDocument => ({
		path: repositoryPath(layout.repo, file), name: path.relative(layout.workspace, file), bytes: statSync(file, {throwIfNoEntry: false})?.size ?? null, isPinned,
	});
	const others = namesIn(layout.workspace).map(name => path.join(layout.workspace, name)).filter(file => !layout.workspaceDocuments.includes(file));
	return [...layout.workspaceDocuments.map(file => documentOf(file, true)), ...others.map(file => documentOf(file, false))];
};

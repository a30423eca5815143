import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Access} from '../../domain/agent-harness.js';

export type Permissions = {
	readonly sandbox: 'read-only' | 'workspace-write' | 'danger-full-access';
	/** `never` asks nobody; `on-request` asks for what the sandbox does not allow. */
	readonly approvalPolicy: 'on-request' | 'never';
};

/** How much codex may do. Reading and writing ask for more; full access asks nothing. */
export const permissionsOf = (access: Access): Permissions => {
	switch (access) {
		case 'read': {
			return {sandbox: 'read-only', approvalPolicy: 'on-request'};
		}

		case 'write': {
			return {sandbox: 'workspace-write', approvalPolicy: 'on-request'};
		}

		case 'full': {
			return {sandbox: 'danger-full-access', approvalPolicy: 'never'};
		}

		default: {
			return access satisfies never;
		}
	}
};

const firstLine = (file: string): string | undefined => {
	try {
		return readFileSync(file, 'utf8').split('\n', 1)[0];
	} catch {
		return undefined;
	}
};

/** The folders git writes in a repository: `.git`, or in a worktree its own folder and the common one. Absolute paths; empty outside a repository. */
export const gitFolders = (workspace: string): readonly string[] => {
	const dotGit = path.join(workspace, '.git');
	if (!existsSync(dotGit)) {
		return [];
	}

	const pointer = /^gitdir: (?<folder>.+)$/v.exec(firstLine(dotGit) ?? '')?.groups?.folder;
	const own = pointer === undefined ? dotGit : path.resolve(workspace, pointer);
	const common = firstLine(path.join(own, 'commondir'));
	return [...new Set([own, ...common === undefined ? [] : [path.resolve(own, common.trim())]])];
};

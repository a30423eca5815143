import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type {FileContent, Operation} from './scenario.js';

/** Where a scenario is played. */
export type Stage = {
	readonly repo: string;
	readonly runId: string;
	/** Repository path of the ticket whose turn it is, or was last. */
	ticket: string;
	/** Settings of the ticket flow that the human changed. */
	readonly settings: Record<string, unknown>;
};

/** Runs git as a person with a name would, in the scenario's repository. */
export const gitIn = (repo: string, ...args: readonly string[]): string => execFileSync('git', args, {
	cwd: repo,
	encoding: 'utf8',
	stdio: ['ignore', 'pipe', 'pipe'],
	env: {
		...process.env, GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@example.org', GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.org',
	},
}).trimEnd();

const expand = (stage: Stage, text: string): string => text
	.replaceAll('{T}', '.codex-autorunner/tickets')
	.replaceAll('{RUN}', `.codex-autorunner/runs/${stage.runId}`)
	.replaceAll('{TICKET}', stage.ticket);

const place = (stage: Stage, name = '{TICKET}'): string => path.join(stage.repo, expand(stage, name));

/** Writes a file of a scenario, its folders included. */
export const writeContent = (stage: Stage, name: string, content: FileContent): void => {
	const file = place(stage, name);
	const {text = '', repeat = 1, base64, symlink, mode} = typeof content === 'string' ? {text: content} : content;
	fs.mkdirSync(path.dirname(file), {recursive: true});
	if (symlink !== undefined) {
		fs.rmSync(file, {force: true});
		fs.symlinkSync(expand(stage, symlink), file);
		return;
	}

	fs.writeFileSync(file, base64 === undefined ? expand(stage, text).repeat(repeat) : Buffer.from(base64, 'base64'));
	if (mode !== undefined) {
		fs.chmodSync(file, typeof mode === 'number' ? mode : Number.parseInt(mode, 8));
	}
};

const edit = (file: string, change: (text: string) => string): void => {
	const text = fs.readFileSync(file, 'utf8');
	const changed = change(text);
	if (changed === text) {
		throw new Error(`nothing to change in ${path.basename(file)}`);
	}

	fs.writeFileSync(file, changed);
};

const writeAttachments = (stage: Stage, folder: string, attachments: Operation['attachments'] = {}): void => {
	for (const [name, content] of Object.entries(attachments)) {
		writeContent(stage, `${folder}/${name}`, content);
	}
};

/** Does one thing that an agent or a human does. What belongs to the run itself (`resume`) is the player's. Throws when it cannot be done. */
export const operate = (stage: Stage, operation: Operation): void => {
	const {op} = operation;
	switch (op) {
		case 'write': {
			writeContent(stage, operation.path ?? '', {...operation});
			return;
		}

		case 'append': {
			fs.appendFileSync(place(stage, operation.path), operation.text ?? '');
			return;
		}

		case 'delete': {
			fs.rmSync(place(stage, operation.path), {recursive: true});
			return;
		}

		case 'rename': {
			fs.renameSync(place(stage, operation.from), place(stage, operation.to));
			return;
		}

		case 'mkdir': {
			fs.mkdirSync(place(stage, operation.path), {recursive: true});
			return;
		}

		case 'replace': {
			edit(place(stage, operation.path), text => text.replaceAll(operation.find ?? '', operation.with ?? ''));
			return;
		}

		case 'frontmatter': {
			const lines = (operation.lines ?? []).join('\n');
			edit(place(stage, operation.path), text => text.replace(/^---\n[^]*?^---$/mu, `---\n${lines}\n---`));
			return;
		}

		case 'done': {
			edit(place(stage, operation.path), text => text.replace(/^done: (?:true|false)$/mu, `done: ${String(operation.value ?? true)}`));
			return;
		}

		case 'git': {
			gitQuietly(stage, operation);
			return;
		}

		case 'commit': {
			gitIn(stage.repo, 'add', '--all');
			gitIn(stage.repo, 'commit', '--quiet', '--message', operation.message ?? '', ...(operation.no_verify === true ? ['--no-verify'] : []));
			return;
		}

		case 'hook': {
			writeContent(stage, `.git/hooks/${operation.name ?? ''}`, {text: operation.text ?? '', mode: 0o755});
			return;
		}

		case 'config': {
			Object.assign(stage.settings, operation.set);
			return;
		}

		default: {
			message(stage, operation);
		}
	}
};

const gitQuietly = (stage: Stage, operation: Operation): void => {
	try {
		gitIn(stage.repo, ...(operation.args ?? []).map(arg => expand(stage, arg)));
	} catch (error) {
		if (operation.check !== false) {
			throw error;
		}
	}
};

const message = (stage: Stage, operation: Operation): void => {
	const text = operation.text ?? '';
	switch (operation.op) {
		case 'dispatch': {
			writeContent(stage, '{RUN}/DISPATCH.md', text);
			return;
		}

		case 'attach': {
			writeContent(stage, `{RUN}/dispatch/${operation.name ?? ''}`, text);
			return;
		}

		case 'reply': {
			const folder = `{RUN}/reply_history/${String(operation.seq).padStart(4, '0')}`;
			fs.mkdirSync(place(stage, folder), {recursive: true});
			writeAttachments(stage, folder, operation.attachments);
			if (operation.text !== undefined) {
				writeContent(stage, `${folder}/USER_REPLY.md`, text);
			}

			return;
		}

		case 'user_reply': {
			writeAttachments(stage, '{RUN}/reply', operation.attachments);
			writeContent(stage, '{RUN}/USER_REPLY.md', text);
			return;
		}

		case 'archive_reply':
		case 'resume': {
			return;
		}

		default: {
			throw new Error(`unknown operation ${operation.op}`);
		}
	}
};

import {execFile} from 'node:child_process';
import {
	cp, mkdir, readFile, utimes, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import {tempFolder} from './temp-folder.js';

const run = promisify(execFile);

export type TempRepository = {
	/** Absolute, real. */
	readonly path: string;
	/** Runs git in it and returns what it printed, trimmed at the end. */
	readonly git: (...args: readonly string[]) => Promise<string>;
	/** Writes a file below it, folders included. */
	readonly write: (file: string, text: string) => Promise<void>;
	readonly read: (file: string) => Promise<string>;
	/** Writes a ticket (`TICKET-007.md`) and returns its repository path. */
	readonly ticket: (number: number, fields: Readonly<Record<string, unknown>>, body?: string) => Promise<string>;
	/** Subjects of the commits, oldest first. */
	readonly subjects: () => Promise<readonly string[]>;
};

const gitIn = (folder: string) => async (...args: readonly string[]) => {
	const {stdout} = await run('git', args, {cwd: folder, maxBuffer: 64 * 1024 * 1024});
	return stdout.trimEnd();
};

/** Made once by git for each test process and copied from then on: hundreds of tests begin with one. */
const original = {
	empty: undefined as Promise<string> | undefined,
	begun: undefined as Promise<string> | undefined,
};

const makeOriginal = async (hasCommit: boolean): Promise<string> => {
	const folder = await tempFolder('original');
	const git = gitIn(folder);
	await git('init', '--quiet', '--template=');
	if (hasCommit) {
		await writeFile(path.join(folder, 'README.md'), '# A project\n');
		await git('add', '--all');
		await git('commit', '--quiet', '--message', 'Begin');
	}

	return folder;
};

const originalOf = async (hasCommit: boolean): Promise<string> => {
	const kind = hasCommit ? 'begun' : 'empty';
	original[kind] ??= makeOriginal(hasCommit);
	return original[kind];
};

/** A real git repository with one commit (`README.md`), or with none. */
export async function tempRepository(options: {readonly commits?: boolean} = {}): Promise<TempRepository> {
	const folder = await tempFolder('repo');
	const git = gitIn(folder);
	const write = async (file: string, text: string) => {
		await mkdir(path.dirname(path.join(folder, file)), {recursive: true});
		await writeFile(path.join(folder, file), text);
	};

	await cp(await originalOf(options.commits ?? true), folder, {recursive: true, preserveTimestamps: true});
	return {
		path: folder,
		git,
		write,
		read: async file => readFile(path.join(folder, file), 'utf8'),
		async ticket(number, fields, body = 'Do it.\n') {
			const file = `.codex-autorunner/tickets/TICKET-${String(number).padStart(3, '0')}.md`;
			const lines = Object.entries(fields).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
			await write(file, `---\n${lines.join('\n')}\n---\n${body}`);
			// As it lies there a second later: nobody waits whether more of it comes.
			const before = (Date.now() / 1000) - 1;
			await utimes(path.join(folder, file), before, before);
			return file;
		},
		async subjects() {
			const text = await git('log', '--reverse', '--format=%s');
			return text.split('\n');
		},
	};
}

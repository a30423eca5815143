import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {agentScript} from '../stories/agent-script.js';
import type {Story} from '../stories/story.js';
import {ticketPath, ticketText} from './ticket-text.js';

/** A repository for one life of a story, with everything around it that must not be the developer's. */
export type Workspace = {
	readonly folder: string;
	readonly repo: string;
	/** What the agent writes down, outside the repository. */
	readonly journal: string;
	/** Environment of the worker and of git. */
	readonly env: Readonly<Record<string, string>>;
	readonly remove: () => void;
};

/** In memory where the system has such a folder: what a killed process left does not depend on the disk below. */
const scratch = (): string => {
	try {
		fs.accessSync('/dev/shm', fs.constants.W_OK);
		return '/dev/shm';
	} catch {
		return os.tmpdir();
	}
};

const gitConfig = '[user]\n\tname = Test Person\n\temail = test@example.org\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n';

/** Makes folders that are copied for each life of a story: the first copy of a repository costs three programs, each further one a copy of some files. */
export const createWorkshop = (name: string) => {
	const root = fs.realpathSync(fs.mkdtempSync(path.join(scratch(), `car-crash-${name}-`)));
	const home = path.join(root, 'home');
	fs.mkdirSync(home);
	fs.writeFileSync(path.join(home, '.gitconfig'), gitConfig);
	const base = {
		PATH: process.env.PATH ?? '', HOME: home, TZ: 'UTC', GIT_CONFIG_NOSYSTEM: '1', TMPDIR: root,
	};
	const templates = new Map<string, string>();
	const template = (story: Story): string => {
		const known = templates.get(story.name);
		if (known !== undefined) {
			return known;
		}

		const folder = path.join(root, `template-${story.name}`);
		const git = (...args: readonly string[]) => execFileSync('git', args, {cwd: folder, env: base, stdio: 'pipe'});
		fs.mkdirSync(path.join(folder, '.codex-autorunner/tickets'), {recursive: true});
		git('init', '--quiet', '--template=');
		fs.writeFileSync(path.join(folder, 'README.md'), '# A project\n');
		git('add', 'README.md');
		git('commit', '--quiet', '--message', 'Begin');
		fs.writeFileSync(path.join(folder, '.codex-autorunner/.gitignore'), '*\n');
		for (const [index, agent] of story.tickets.entries()) {
			fs.writeFileSync(ticketPath(folder, index + 1), ticketText(index + 1, agent));
		}

		if (story.hook !== undefined) {
			fs.mkdirSync(path.join(folder, '.git/hooks'), {recursive: true});
			fs.writeFileSync(path.join(folder, '.git/hooks/pre-commit'), `#!/bin/sh\n${story.hook}\n`, {mode: 0o755});
		}

		templates.set(story.name, folder);
		return folder;
	};

	let count = 0;
	return {
		open(story: Story): Workspace {
			count++;
			const folder = path.join(root, `${story.name}-${count}`);
			const [repo, journal, config] = [path.join(folder, 'repo'), path.join(folder, 'journal'), path.join(folder, 'config/codex-autorunner')];
			fs.cpSync(template(story), repo, {recursive: true});
			fs.mkdirSync(journal, {recursive: true});
			fs.mkdirSync(config, {recursive: true});
			const script = path.join(folder, 'agent.sh');
			fs.writeFileSync(script, agentScript(journal, story.agent), {mode: 0o755});
			// JSON is YAML.
			fs.writeFileSync(path.join(config, 'config.yml'), JSON.stringify({
				agents: {script: {type: 'command', command: [script]}},
				ticket_flow: {default_agent: 'script', ...story.ticketFlow},
			}));
			return {
				folder,
				repo,
				journal,
				env: {...base, XDG_CONFIG_HOME: path.join(folder, 'config'), XDG_STATE_HOME: path.join(folder, 'state')},
				remove() {
					fs.rmSync(folder, {recursive: true, force: true, maxRetries: 5});
				},
			};
		},
		close() {
			fs.rmSync(root, {recursive: true, force: true, maxRetries: 5});
		},
	};
};

export type Workshop = ReturnType<typeof createWorkshop>;

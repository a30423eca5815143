import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {workerArguments} from '../../../source/engine/client/attached-client.js';
import type {FlowEvent} from '../../../source/domain/event/flow-event.js';
import {foldRun} from '../../../source/domain/run/reduce-run.js';
import {plainRun} from '../../../source/domain/run/run-options.js';
import {layoutOf, type Layout, type RunLayout} from '../../../source/store/folder/layout.js';
import {readLog} from '../../../source/store/run/event-log-file.js';
import {postCommand} from '../../../source/store/message/mailbox-files.js';
import {ticketPath, ticketText} from '../../crash/matrix/ticket-text.js';
import type {SuiteOptions} from './case.js';

export type Worker = {
	readonly pid: number;
	/** Its exit code; null: a signal ended it, or it hung. */
	readonly ended: Promise<number | null>;
	readonly said: () => string;
	readonly signal: (signal: NodeJS.Signals) => void;
};

/** A repository with one ticket, one run, and an agent of a few lines of shell; `$J` is a folder for its notes. */
export type Place = {
	readonly repo: string;
	readonly layout: Layout;
	readonly run: RunLayout;
	/** The agent's folder of notes. */
	readonly note: (name: string) => string;
	readonly hasNote: (name: string) => boolean;
	readonly read: (name: string) => string;
	readonly write: (name: string, text: string) => void;
	/** Starts the real worker in this process's own group. */
	readonly start: (options?: {readonly recover?: boolean}) => Worker;
	/** Leaves a command as a surface does. */
	readonly command: (type: 'stop' | 'interrupt_turn') => void;
	readonly events: () => readonly FlowEvent[];
	/** Status and reason of the run. */
	readonly rest: () => string;
	readonly remove: () => void;
};

const runId = '20260101-000000-aaaa';

/** A worker that takes longer than this many milliseconds hangs. */
const limit = 240_000;

let places = 0;

const git = (folder: string, env: Readonly<Record<string, string>>, ...args: readonly string[]): void => {
	execFileSync('git', args, {cwd: folder, env, stdio: 'pipe'});
};

/** What marks the ticket done, in shell. */
export const finish = 'sed -i \'s/^done: false/done: true/\' "$CAR_TICKET"';

export const openPlace = (options: SuiteOptions, agent: string, config: Readonly<Record<string, unknown>> = {}): Place => {
	const folder = path.join(options.scratch, `place-${process.pid}-${++places}`);
	const [repo, home, notes] = [path.join(folder, 'repo'), path.join(folder, 'home'), path.join(folder, 'notes')];
	for (const each of [path.join(repo, '.codex-autorunner/tickets'), path.join(home, 'codex-autorunner'), notes]) {
		fs.mkdirSync(each, {recursive: true});
	}

	const env = {
		PATH: process.env.PATH ?? '', HOME: home, TZ: 'UTC', XDG_CONFIG_HOME: home, XDG_STATE_HOME: home, GIT_CONFIG_NOSYSTEM: '1', TMPDIR: options.scratch,
	};
	fs.writeFileSync(path.join(home, '.gitconfig'), '[user]\n\tname = Test Person\n\temail = test@example.org\n[gc]\n\tauto = 0\n');
	git(repo, env, 'init', '--quiet', '--template=');
	git(repo, env, 'commit', '--quiet', '--allow-empty', '--message', 'Begin');
	fs.writeFileSync(path.join(repo, '.codex-autorunner/.gitignore'), '*\n');
	fs.writeFileSync(ticketPath(repo, 1), ticketText(1, 'script'));
	const script = path.join(folder, 'agent.sh');
	fs.writeFileSync(script, `#!/bin/bash\nJ='${notes}'\n${agent}\n`, {mode: 0o755});
	fs.writeFileSync(path.join(home, 'codex-autorunner/config.yml'), JSON.stringify({agents: {script: {type: 'command', command: [script]}}, ticket_flow: {default_agent: 'script'}, ...config}));
	const layout = layoutOf(repo);
	const run = layout.run(runId);
	const events = (): readonly FlowEvent[] => readLog(run.events).events.filter((event): event is FlowEvent => event.type !== 'agent_event');
	let commands = 0;
	return {
		repo,
		layout,
		run,
		note: name => path.join(notes, name),
		hasNote: name => fs.existsSync(path.join(notes, name)),
		read: name => fs.readFileSync(path.join(notes, name), 'utf8'),
		write(name, text) {
			fs.writeFileSync(path.join(notes, name), text);
		},
		start({recover = false} = {}) {
			const child = spawn(process.execPath, [options.car, ...workerArguments(repo, {...plainRun, runId, recover})], {
				cwd: repo, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true,
			});
			let said = '';
			const hear = (text: string): void => {
				said = (said + text).slice(-4000);
			};

			child.stdout.setEncoding('utf8').on('data', hear);
			child.stderr.setEncoding('utf8').on('data', hear);

			const timer = setTimeout(() => {
				hear('[it hung and was killed]');
				child.kill('SIGKILL');
			}, limit);
			const ended = (async () => {
				const [code] = await once(child, 'exit') as [number | null];
				clearTimeout(timer);
				child.stdout.destroy();
				child.stderr.destroy();
				return code;
			})();
			return {
				pid: child.pid ?? 0, ended, said: () => said, signal(signal) {
					child.kill(signal);
				},
			};
		},
		command(type) {
			postCommand(run, {type, id: `by-hand-${++commands}`, at: new Date().toISOString()}, []);
		},
		events,
		rest() {
			const state = foldRun(events());
			return `${state?.status ?? 'nothing'}${state?.reasonCode === null || state === null ? '' : ` ${state.reasonCode}`}`;
		},
		remove() {
			fs.rmSync(folder, {recursive: true, force: true, maxRetries: 5});
		},
	};
};

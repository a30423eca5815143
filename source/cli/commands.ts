import type {Command} from './command.js';

type Entry = {
	/** One line for `car --help`; absent for what no human calls. */
	readonly summary?: string;
	readonly load: () => Promise<{readonly command: Command}>;
};

/** Every command, in the order of the help. Each is loaded only when it is called, so that a small one starts at once. */
export const commands: Readonly<Record<string, Entry>> = {
	init: {summary: 'prepare this repository', load: async () => import('./commands/setup/init.js')},
	tui: {summary: 'watch and answer, full screen', load: async () => import('./commands/work/tui.js')},
	run: {summary: 'start, go on, or join the run', load: async () => import('./commands/work/run.js')},
	resume: {summary: 'the same, without watching', load: async () => import('./commands/work/resume.js')},
	status: {summary: 'where the run stands', load: async () => import('./commands/look/status.js')},
	pause: {summary: 'rest after this turn', load: async () => import('./commands/work/pause.js')},
	stop: {summary: 'end the turn and rest', load: async () => import('./commands/work/stop.js')},
	inbox: {summary: 'what waits for you', load: async () => import('./commands/talk/inbox.js')},
	reply: {summary: 'answer it', load: async () => import('./commands/talk/reply.js')},
	log: {summary: 'what was said and done', load: async () => import('./commands/look/log.js')},
	tickets: {summary: 'list, write, check, order tickets', load: async () => import('./commands/tickets/tickets.js')},
	report: {summary: 'what happened while you were away', load: async () => import('./commands/look/report.js')},
	usage: {summary: 'tokens, and what is left of limits', load: async () => import('./commands/look/usage.js')},
	runs: {summary: 'all runs of this repository', load: async () => import('./commands/look/runs.js')},
	edit: {summary: 'open a pinned document', load: async () => import('./commands/setup/edit.js')},
	trust: {summary: 'say yes to what this repository starts', load: async () => import('./commands/setup/trust.js')},
	doctor: {summary: 'check what a run needs', load: async () => import('./commands/setup/doctor.js')},
	notify: {summary: 'try the notification', load: async () => import('./commands/setup/notify.js')},
	demo: {summary: 'see it work, without a key', load: async () => import('./commands/work/demo.js')},
	'reset-term': {summary: 'mend a terminal after kill -9', load: async () => import('./commands/setup/reset-term.js')},
	flow: {load: async () => import('./commands/work/flow.js')},
};

export const commandNames: readonly string[] = Object.entries(commands).flatMap(([name, entry]) => entry.summary === undefined ? [] : [name]);

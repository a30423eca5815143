import type {Command} from './command.js';

type Entry = {
	/** One line for `car --help`; absent for what no human calls. */
	readonly summary?: string;
	readonly load: () => Promise<{readonly command: Command}>;
};

/** Every command, in the order of the help. Each is loaded only when it is called, so that a small one starts at once. */
export const commands: Readonly<Record<string, Entry>> = {
	init: {summary: 'prepare this repository', load: async () => import('./init.js')},
	tui: {summary: 'watch and answer, full screen', load: async () => import('./tui.js')},
	run: {summary: 'start, go on, or join the run', load: async () => import('./run.js')},
	resume: {summary: 'the same, without watching', load: async () => import('./resume.js')},
	status: {summary: 'where the run stands', load: async () => import('./status.js')},
	pause: {summary: 'rest after this turn', load: async () => import('./pause.js')},
	stop: {summary: 'end the turn and rest', load: async () => import('./stop.js')},
	inbox: {summary: 'what waits for you', load: async () => import('./inbox.js')},
	reply: {summary: 'answer it', load: async () => import('./reply.js')},
	log: {summary: 'what was said and done', load: async () => import('./log.js')},
	tickets: {summary: 'list, write, check, order tickets', load: async () => import('./tickets.js')},
	report: {summary: 'what happened while you were away', load: async () => import('./report.js')},
	usage: {summary: 'tokens, and what is left of limits', load: async () => import('./usage.js')},
	runs: {summary: 'all runs of this repository', load: async () => import('./runs.js')},
	edit: {summary: 'open a pinned document', load: async () => import('./edit.js')},
	trust: {summary: 'say yes to what this repository starts', load: async () => import('./trust.js')},
	doctor: {summary: 'check what a run needs', load: async () => import('./doctor.js')},
	notify: {summary: 'try the notification', load: async () => import('./notify.js')},
	demo: {summary: 'see it work, without a key', load: async () => import('./demo.js')},
	'reset-term': {summary: 'mend a terminal after kill -9', load: async () => import('./reset-term.js')},
	flow: {load: async () => import('./flow.js')},
};

export const commandNames: readonly string[] = Object.entries(commands).flatMap(([name, entry]) => entry.summary === undefined ? [] : [name]);

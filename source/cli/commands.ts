import type {Command} from './command.js';

type Entry = {
	/** One line for `car --help`; absent for what no human calls. */
	readonly summary?: string;
	readonly load: () => Promise<Command>;
};

/** Every command, in the order of the help. Each is loaded only when it is called, so that a small one starts at once. */
export const commands: Readonly<Record<string, Entry>> = {
	init: {summary: 'prepare this repository', load: async () => (await import('./init.js')).command},
	tui: {summary: 'watch and answer, full screen', load: async () => (await import('./tui.js')).command},
	run: {summary: 'start, go on, or join the run', load: async () => (await import('./run.js')).command},
	resume: {summary: 'the same, without watching', load: async () => (await import('./resume.js')).command},
	status: {summary: 'where the run stands', load: async () => (await import('./status.js')).command},
	pause: {summary: 'rest after this turn', load: async () => (await import('./pause.js')).command},
	stop: {summary: 'end the turn and rest', load: async () => (await import('./stop.js')).command},
	inbox: {summary: 'what waits for you', load: async () => (await import('./inbox.js')).command},
	reply: {summary: 'answer it', load: async () => (await import('./reply.js')).command},
	log: {summary: 'what was said and done', load: async () => (await import('./log.js')).command},
	tickets: {summary: 'list, write, check, order tickets', load: async () => (await import('./tickets.js')).command},
	report: {summary: 'what happened while you were away', load: async () => (await import('./report.js')).command},
	runs: {summary: 'all runs of this repository', load: async () => (await import('./runs.js')).command},
	edit: {summary: 'open a pinned document', load: async () => (await import('./edit.js')).command},
	trust: {summary: 'say yes to what this repository starts', load: async () => (await import('./trust.js')).command},
	doctor: {summary: 'check what a run needs', load: async () => (await import('./doctor.js')).command},
	notify: {summary: 'try the notification', load: async () => (await import('./notify.js')).command},
	demo: {summary: 'see it work, without a key', load: async () => (await import('./demo.js')).command},
	flow: {load: async () => (await import('./flow.js')).command},
};

export const commandNames: readonly string[] = Object.entries(commands).flatMap(([name, entry]) => entry.summary === undefined ? [] : [name]);

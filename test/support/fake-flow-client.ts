import type {Command, CommandBody} from '../../source/domain/event/command.js';
import {buildReport} from '../../source/domain/report/build-report.js';
import {countUsage} from '../../source/domain/report/count-usage.js';
import {UserError} from '../../source/domain/user-error.js';
import type {
	CheckLine, EngineEvent, FlowClient, History, RepositorySnapshot, RunAnswer, RunLog, RunOptions,
} from '../../source/engine/client/flow-client.js';

export type FakeClient = FlowClient & {
	/** What follows in `follow`. */
	readonly emit: (...events: readonly EngineEvent[]) => void;
	readonly commands: CommandBody[];
	readonly runs: RunOptions[];
	readonly done: Array<readonly [string, boolean]>;
	readonly titles: string[];
	/** Every other word to the tickets: `move 2 1`, `agent path codex`, `delete path`, `restore name`, `close_report at`. */
	readonly words: string[];
	/** Files that went with the commands. */
	readonly attached: string[];
};

export type FakeOptions = {
	readonly snapshot: RepositorySnapshot;
	readonly check?: readonly CheckLine[];
	readonly log?: () => RunLog;
	readonly answer?: RunAnswer;
	/** Called with each command; throw to refuse it. */
	readonly sending?: (command: CommandBody) => void;
	/** What is read on demand; what is missing has nothing in it. */
	readonly history?: Partial<History>;
};

const nothing = async (): Promise<never> => {
	throw new UserError('This is not here.', 'look elsewhere');
};

const historyOf = (client: {readonly words: string[]}, given: Partial<History>, snapshot: RepositorySnapshot): History => ({
	ticket: async () => ({
		turns: [], commits: [], proofs: [], messages: [],
	}),
	runs: async () => [],
	turns: async () => [],
	talk: async () => [],
	message: async () => undefined,
	ticketDiff: nothing,
	commitDiff: nothing,
	file: nothing,
	documents: async () => [],
	usage: async () => countUsage([]),
	report: async () => buildReport({
		events: [], run: null, isWorking: false, tickets: snapshot.tickets, inbox: snapshot.inbox, since: '2026-11-22T03:00:00.000Z', now: '2026-11-22T07:00:00.000Z',
	}),
	async closeReport(until) {
		client.words.push(`close_report ${until}`);
	},
	...given,
});

/** A client without an engine: it shows what it is told to show and remembers what was asked of it. */
export const createFakeClient = (options: FakeOptions): FakeClient => {
	const queue: EngineEvent[] = [{type: 'snapshot', snapshot: options.snapshot}];
	let wake: () => void = () => undefined;
	const woken = async (): Promise<void> => new Promise(resolve => {
		wake = resolve;
	});
	const words: string[] = [];
	const client: FakeClient = {
		words,
		attached: [],
		history: historyOf({words}, options.history ?? {}, options.snapshot),
		async moveTicket(from, before) {
			words.push(`move ${from} ${before}`);
			return {renames: [], afterEdits: []};
		},
		async setAgent(path, agent, model) {
			words.push(`agent ${path} ${agent}${model === null ? '' : ` ${model}`}`);
		},
		async deleteTicket(path) {
			words.push(`delete ${path}`);
			return `2026_${path.slice(path.lastIndexOf('/') + 1)}`;
		},
		async restoreTicket(name) {
			words.push(`restore ${name}`);
			return `.codex-autorunner/tickets/${name.slice(name.indexOf('_') + 1)}`;
		},
		commands: [],
		runs: [],
		done: [],
		titles: [],
		emit(...events) {
			queue.push(...events);
			wake();
		},
		snapshot: async () => options.snapshot,
		async * follow(_after, signal) {
			signal.addEventListener('abort', () => {
				wake();
			});
			while (!signal.aborted) {
				for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
					yield event;
				}

				if (!signal.aborted) {
					await woken();
				}
			}
		},
		async openLog() {
			if (options.log === undefined) {
				throw new UserError('There is no run yet, so there is no log.', 'car run starts one.');
			}

			return options.log();
		},
		findRun: nothing,
		async * readLog() {
			yield {lines: [], warnings: []};
		},
		keepRefused: async () => undefined,
		check: async () => options.check ?? [],
		async run(asked) {
			client.runs.push(asked);
			return options.answer ?? {type: 'started', runId: '20261122-010000-abcd', after: 0};
		},
		async send(command, sendOptions): Promise<Command> {
			options.sending?.(command);
			client.commands.push(command);
			client.attached.push(...sendOptions?.attachments ?? []);
			return {...command, id: `command-${client.commands.length}`, at: '2026-11-22T03:10:00.000Z'};
		},
		async setDone(path, done) {
			client.done.push([path, done]);
		},
		async newTicket(title) {
			client.titles.push(title);
			return '.codex-autorunner/tickets/TICKET-013.md';
		},
		close: async () => undefined,
	};
	return client;
};

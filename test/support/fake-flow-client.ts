import type {Command, CommandBody} from '../../source/domain/event/command.js';
import type {
	CheckLine, EngineEvent, FlowClient, RepositorySnapshot, RunAnswer, RunOptions,
} from '../../source/engine/client/flow-client.js';

export type FakeClient = FlowClient & {
	/** What follows in `follow`. */
	readonly emit: (...events: readonly EngineEvent[]) => void;
	readonly commands: CommandBody[];
	readonly runs: RunOptions[];
	readonly done: Array<readonly [string, boolean]>;
	readonly titles: string[];
};

export type FakeOptions = {
	readonly snapshot: RepositorySnapshot;
	readonly check?: readonly CheckLine[];
	readonly answer?: RunAnswer;
	/** Called with each command; throw to refuse it. */
	readonly sending?: (command: CommandBody) => void;
};

/** A client without an engine: it shows what it is told to show and remembers what was asked of it. */
export const createFakeClient = (options: FakeOptions): FakeClient => {
	const queue: EngineEvent[] = [{type: 'snapshot', snapshot: options.snapshot}];
	let wake: () => void = () => undefined;
	const woken = async (): Promise<void> => new Promise(resolve => {
		wake = resolve;
	});
	const client: FakeClient = {
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
		check: async () => options.check ?? [],
		async run(asked) {
			client.runs.push(asked);
			return options.answer ?? {type: 'started', runId: '20261122-010000-abcd', after: 0};
		},
		async send(command): Promise<Command> {
			options.sending?.(command);
			client.commands.push(command);
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

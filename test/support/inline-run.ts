import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {stringify} from 'yaml';
import type {TurnRequest} from '../../source/domain/agent-harness.js';
import type {AgentEnd, AgentEvent} from '../../source/domain/event/agent-event.js';
import {createInlineClient, type InlineClient} from '../../source/engine/client/inline-client.js';
import type {RunAnswer, RunOptions} from '../../source/engine/client/flow-client.js';
import type {World} from '../../source/engine/flow.js';
import {layoutOf, type RunLayout} from '../../source/store/folder/layout.js';
import {listRuns} from '../../source/store/run/run-folders.js';
import {trustCommands} from '../../source/store/folder/trust-file.js';
import {describeLog, readEvents} from './scenario/scenario-trace.js';
import {tempRepository, type TempRepository} from './temp-repository.js';
import {tempFolder} from './temp-folder.js';

/** What one turn of the agent does; what it returns ends the turn (a text: well). */
export type Act = (request: TurnRequest, signal: AbortSignal) => AgentEnd | string | Promise<AgentEnd | string>;

export type InlineRun = {
	readonly repo: TempRepository;
	readonly client: InlineClient;
	readonly world: World;
	/** What the agent was asked, in order. */
	readonly requests: TurnRequest[];
	/** Runs to the next rest. */
	readonly run: (options?: Partial<RunOptions>) => Promise<RunAnswer>;
	/** The newest run's log as lines. */
	readonly story: () => readonly string[];
	readonly layout: () => RunLayout;
	/** Sets `done` in a ticket, as agents and people do. */
	readonly setDone: (number: number, done?: boolean) => void;
	/** Agrees to commands, as `car trust` does. */
	readonly trust: (...commands: readonly string[]) => void;
	/** Called when the worker has come to rest and still holds the lock. */
	readonly whenLeaving: (act: () => void) => void;
	readonly write: (file: string, text: string) => void;
	readonly dispatch: (text: string) => void;
};

const plain: RunOptions = {
	once: false, dirty: true, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false,
};

/** A real repository with the engine in this process and an agent that does what the test says, turn by turn; the last act is repeated. */
export const inlineRun = async (acts: readonly Act[], settings: Readonly<Record<string, unknown>> = {}, more: Partial<World> = {}): Promise<InlineRun> => {
	const repo = await tempRepository();
	const home = await tempFolder('home');
	const requests: TurnRequest[] = [];
	let leaving: () => void = () => undefined;
	const play = async function * (request: TurnRequest, signal: AbortSignal): AsyncGenerator<AgentEvent> {
		const index = requests.push(request);
		yield {type: 'session_started', conversation_id: request.conversationId ?? `conv-${index}`};
		const end = await (acts[index - 1] ?? acts.at(-1)!)(request, signal);
		yield typeof end === 'string' ? {type: 'completed', message: end} : end;
	};

	// Commands are obeyed in the order of their time: no two get the same.
	let last = 0;
	const world: World = {
		now() {
			last = Math.max(Date.now(), last + 1);
			return last;
		},
		elapsed: () => performance.now() / 1000,
		async wait() {
			await Promise.resolve();
		},
		random: Math.random,
		env: {
			PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: path.join(home, 'config'), XDG_STATE_HOME: path.join(home, 'state'),
		},
		harnessOf: () => ({
			runTurn: play,
			async close() {
				await Promise.resolve();
				leaving();
			},
		}),
		...more,
	};
	const write = (file: string, text: string): void => {
		fs.mkdirSync(path.dirname(path.join(repo.path, file)), {recursive: true});
		fs.writeFileSync(path.join(repo.path, file), text);
	};

	write('.codex-autorunner/.gitignore', '*\n');
	write('.codex-autorunner/config.yml', stringify({ticket_flow: settings}));
	const client = createInlineClient({repo: repo.path, world, version: '0.0.0'});
	const layout = (): RunLayout => layoutOf(repo.path).run(listRuns(layoutOf(repo.path)).at(-1)!.runId);
	return {
		repo,
		client,
		world,
		requests,
		async run(options = {}) {
			const answer = await client.run({...plain, ...options});
			await client.whenIdle();
			return answer;
		},
		story: () => describeLog(readEvents(layout().events), requests),
		layout,
		setDone(number, done = true) {
			const file = path.join(repo.path, `.codex-autorunner/tickets/TICKET-${String(number).padStart(3, '0')}.md`);
			fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^done: .*$/mu, `done: ${String(done)}`));
		},
		whenLeaving(act) {
			leaving = act;
		},
		trust(...commands) {
			trustCommands(repo.path, world.env, commands);
		},
		write,
		dispatch(text) {
			fs.writeFileSync(layout().dispatchFile, text);
		},
	};
};

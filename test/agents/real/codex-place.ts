import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import type {AgentEvent} from '../../../source/domain/event/agent-event.js';
import type {FlowEvent} from '../../../source/domain/event/flow-event.js';
import {processTable} from '../../../source/agents/process/process-table.js';
import {workplace, type Workplace} from '../../cli/car.js';
import {tempFolder} from '../../support/temp-folder.js';
import {livingWith} from '../living.js';
import {
	startModelServer, type Asked, type ModelServer, type Move,
} from './model-server.js';

/** The pinned codex, as its package starts it. */
export const codexProgram = path.join(import.meta.dirname, '../packages/node_modules/.bin/codex');

export type CodexPlace = Workplace & {
	readonly model: ModelServer;
	/** What every process of codex carries in its environment. */
	readonly codexHome: string;
	readonly events: () => readonly FlowEvent[];
	readonly transcript: (turn: number) => readonly AgentEvent[];
	readonly transcriptText: (turn: number) => string;
	/** Waits for an event of the log. */
	readonly seen: (fits: (event: FlowEvent) => boolean) => Promise<FlowEvent>;
	/** Pids of codex itself, without what it runs. */
	readonly codexPids: () => readonly number[];
	readonly workerPid: () => number;
};

const until = async <Value>(look: () => Value | undefined, what: string): Promise<Value> => {
	const end = performance.now() + 30_000;
	for (;;) {
		const value = look();
		if (value !== undefined) {
			return value;
		}

		if (performance.now() > end) {
			throw new Error(`not within 30 s: ${what}`);
		}

		await delay(20);
	}
};

export {until};

/** Shell that sets `done: true` in a ticket, as agents do. */
export const finish = (number: number): string => `sed -i 's/^done: false/done: true/' .codex-autorunner/tickets/TICKET-${String(number).padStart(3, '0')}.md`;

const codexConfig = (url: string): string => `model = "mock-model"
model_provider = "local"
check_for_update_on_startup = false
[model_providers.local]
name = "Local"
base_url = "${url}"
wire_api = "responses"
requires_openai_auth = false
request_max_retries = 1
stream_max_retries = 1
stream_idle_timeout_ms = 10000
[analytics]
enabled = false
`;

const linesOf = (file: string): ReadonlyArray<Readonly<Record<string, unknown>>> => existsSync(file)
	? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line) as Readonly<Record<string, unknown>>)
	: [];

/** A repository, a home, a configuration for the real codex and a model of its own that follows the script. */
export const codexPlace = async (script: (asked: Asked) => readonly Move[], options: {
	/** Lines below `agents.codex`. */
	readonly agent?: readonly string[];
	/** Lines of the user's configuration. */
	readonly config?: readonly string[];
	/** The whole of codex's own configuration, or what is added to ours. */
	readonly codexConfig?: string;
	readonly moreCodexConfig?: string;
} = {}): Promise<CodexPlace> => {
	const model = await startModelServer(script);
	const codexHome = await tempFolder('codex-home');
	await mkdir(codexHome, {recursive: true});
	await writeFile(path.join(codexHome, 'config.toml'), options.codexConfig ?? `${codexConfig(model.url)}${options.moreCodexConfig ?? ''}`);
	const place = await workplace({
		config: [
			'agents:',
			'  codex:',
			`    command: [${codexProgram}, app-server]`,
			`    env: {CODEX_HOME: ${codexHome}}`,
			...(options.agent ?? []).map(line => `    ${line}`),
			...options.config ?? [],
			'',
		].join('\n'),
	});
	const runs = path.join(place.path, '.codex-autorunner/runs');
	const run = (): string => path.join(runs, existsSync(runs) ? readdirSync(runs).toSorted().at(-1) ?? '' : '');
	const events = () => linesOf(path.join(run(), 'events.jsonl')) as unknown as readonly FlowEvent[];
	const transcript = (turn: number) => linesOf(path.join(run(), 'turns', `${String(turn).padStart(4, '0')}.jsonl`)).map(line => line.event as AgentEvent);
	return {
		...place,
		model,
		codexHome,
		events,
		transcript,
		transcriptText: turn => transcript(turn).map(event => event.type === 'output_delta' ? event.text : '').join(''),
		seen: async fits => until(() => events().find(event => fits(event)), `an event; there are\n${events().map(event => JSON.stringify(event)).join('\n')}`),
		codexPids() {
			const ours = new Set(livingWith(codexHome));
			return processTable().filter(row => ours.has(row.pid) && readFileSync(`/proc/${row.pid}/cmdline`, 'utf8').includes('app-server')).map(row => row.pid);
		},
		workerPid: () => (JSON.parse(readFileSync(path.join(place.path, '.codex-autorunner/lock'), 'utf8')) as {readonly pid: number}).pid,
	};
};

/** Resolves when nothing lives any more that has this codex's home in its environment: `car run` leaves when the run rests, a moment before the worker has closed its agents. */
export const untilGone = async ({codexHome}: CodexPlace): Promise<void> => {
	await until(() => livingWith(codexHome).length === 0 ? true : undefined, 'every process of codex is gone');
};

/** The words of a human that the prompt of a ticket holds, to tell tickets apart. */
export const isFor = (number: number, {whole}: Asked): boolean => whole.includes(`TICKET-${String(number).padStart(3, '0')}.md`);

/** Ends whatever a test left, so that it does not hang. */
export const closePlace = async (place: CodexPlace): Promise<void> => {
	await place.car('stop');
	for (const pid of livingWith(place.codexHome)) {
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// Gone meanwhile.
		}
	}

	await place.model.close();
};

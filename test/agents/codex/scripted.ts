import path from 'node:path';
import process from 'node:process';
import {createCodexHarness, type Patience} from '../../../source/agents/codex/harness.js';
import type {AgentHarness, TurnRequest} from '../../../source/domain/agent-harness.js';
import type {AgentEvent} from '../../../source/domain/event/agent-event.js';
import {tempFolder} from '../../support/temp-folder.js';

const program = path.join(import.meta.dirname, '../../fixtures/codex/app-server.mjs');

const short: Patience = {start: 500, open: 500, interrupt: 500};

let serial = 0;

export type Scripted = {
	readonly harness: AgentHarness;
	readonly tag: string;
	/** Plays a turn to its end; `heard` is called with each event. */
	readonly turn: (change?: Partial<TurnRequest>, heard?: (event: AgentEvent) => void, signal?: AbortSignal) => Promise<readonly AgentEvent[]>;
	/** Pids the harness has registered, one for each turn. */
	readonly pids: readonly number[];
};

/** The harness over an app-server that plays one fault. */
export const scripted = async (fault: string, patience: Partial<Patience> = {}): Promise<Scripted> => {
	const workspace = await tempFolder();
	const tag = `scripted-${process.pid}-${++serial}`;
	const pids: number[] = [];
	const harness = createCodexHarness({
		type: 'codex', command: [process.execPath, program, fault], env: {}, envPass: [], model: undefined, reasoning: undefined, access: 'write', gitWrite: false, source: 'user',
	}, process.env, {
		...short, ...fault === 'no handshake' || fault === 'handshake with a wrong id' ? {} : {start: 10_000}, ...fault === 'thread never opened' ? {} : {open: 10_000}, ...patience,
	});
	let turns = 0;
	return {
		harness,
		tag,
		pids,
		async turn(change = {}, heard = () => undefined, signal = new AbortController().signal) {
			const events: AgentEvent[] = [];
			const request: TurnRequest = {
				runId: 'run',
				turn: ++turns,
				attempt: 1,
				agent: 'codex',
				ticket: 'TICKET-001.md',
				prompt: 'Do it.',
				model: undefined,
				reasoning: undefined,
				conversationId: undefined,
				workspace,
				dispatchDir: '/d/dispatch',
				dispatchFile: '/d/DISPATCH.md',
				access: 'write',
				tag,
				async register({pid}) {
					pids.push(pid);
				},
				...change,
			};
			for await (const event of harness.runTurn(request, signal)) {
				events.push(event);
				heard(event);
			}

			return events;
		},
	};
};

import {readFileSync} from 'node:fs';
import process from 'node:process';
import {expect, test} from 'vitest';
import {createCodexHarness} from '../../../source/agents/codex/harness.js';
import type {TurnRequest} from '../../../source/domain/agent-harness.js';
import type {AgentEvent} from '../../../source/domain/event/agent-event.js';
import {livingWith} from '../living.js';
import {codexProgram, until, untilGone} from './codex-place.js';
import {placeForTest} from './place-for-test.js';

const open = placeForTest();

const sleeping = (home: string): readonly number[] => livingWith(home).filter(pid => {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sleep\0');
	} catch {
		return false;
	}
});

test('harness: interrupted while a command runs -> command gone, the process serves the next turn; closed -> nothing left', async () => {
	const here = await open(({whole}) => whole.includes('SECOND') ? [{text: 'Second.'}] : [{run: 'sleep 300 & sleep 301'}]);
	const harness = createCodexHarness({
		type: 'codex', command: [codexProgram, 'app-server'], env: {CODEX_HOME: here.codexHome}, envPass: [], model: undefined, reasoning: undefined, access: 'write', gitWrite: false, source: 'user',
	}, process.env);
	const pids: number[] = [];
	const request = (turn: number, prompt: string, conversationId: string | undefined): TurnRequest => ({
		runId: 'r', turn, attempt: 1, agent: 'codex', ticket: 't', prompt, model: undefined, reasoning: undefined, conversationId, workspace: here.path, dispatchDir: '/d', dispatchFile: '/d/D', access: 'write', tag: `codex-harness-${process.pid}`, async register({pid}) {
			pids.push(pid);
		},
	});
	const stop = new AbortController();
	const events: AgentEvent[] = [];
	for await (const event of harness.runTurn(request(1, 'FIRST', undefined), stop.signal)) {
		events.push(event);
		if (event.type === 'tool_call') {
			await until(() => sleeping(here.codexHome).length >= 2 || undefined, 'two sleeps');
			stop.abort();
		}
	}

	expect([events.at(-1), sleeping(here.codexHome)]).toEqual([{type: 'interrupted', reason: 'interrupted'}, []]);
	const conversation = events.find(event => event.type === 'session_started')!.conversation_id;
	const second: AgentEvent[] = [];
	for await (const event of harness.runTurn(request(2, 'SECOND', conversation), new AbortController().signal)) {
		second.push(event);
	}

	expect([second.at(-1), pids[1]]).toEqual([{type: 'completed', message: 'Second.'}, pids[0]]);
	await harness.close();
	await untilGone(here);
});

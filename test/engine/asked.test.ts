import {expect, test} from 'vitest';
import type {FlowEventBody, FlowEventOf} from '../../source/domain/event/flow-event.js';
import type {AgentHarness} from '../../source/domain/agent-harness.js';
import {createInlineClient} from '../../source/engine/client/inline-client.js';
import {selected, turnFinished, turnStarted} from '../support/flow-log.js';
import {type InlineRun} from '../support/inline-run.js';
import {leftRun, type Left} from '../support/left-run.js';

/** The first event of a run that a human wanted so. */
const runAsked = (asking: Pick<FlowEventOf<'run_started'>, 'once' | 'max_turns'>): FlowEventBody => ({
	type: 'run_started', version: '1', config: {}, head: null, number: 1, ...asking,
});

const worked = [selected(1), turnStarted(1, 1), turnFinished(1)];

const endOf = (run: InlineRun): readonly [string | undefined, number] => [run.story().at(-1), run.requests.length];

const asked: ReadonlyArray<readonly [name: string, left: Left, end: string]> = [
	['to rest after the turn', {events: [...worked, {type: 'command_done', command_id: 'c', wish: 'pause'}]}, 'paused paused_by_you'],
	['to stop', {events: [...worked, {type: 'command_done', command_id: 'c', wish: 'stop'}]}, 'stopped'],
	['for one turn', {first: runAsked({once: true}), events: worked}, 'paused paused_by_you'],
	['for no more than one turn', {first: runAsked({max_turns: 1}), events: worked}, 'paused max_turns'],
];

test.each(asked)('a worker that dies, asked %s: the one that recovers the run keeps to it', async (_name, left, end) => {
	const {run} = await leftRun(left);
	await run.run({recover: true});
	expect(endOf(run)).toEqual([end, 0]);
});

test.each(asked)('a worker that dies, asked %s: a human who says car run takes it back, for later deaths too', async (_name, left) => {
	const {run} = await leftRun(left);
	await run.run();
	expect(endOf(run)).toEqual(['completed', 1]);
	const {run: state} = await run.client.snapshot();
	expect(state!.asked).toMatchObject({wish: null, once: false, maxTurns: null});
});

test.each<[recover: boolean, end: string]>([[false, 'completed'], [true, 'stopped']])('a stop that no worker has taken: a start that recovers: %s -> %s', async (recover, end) => {
	const {run} = await leftRun({events: worked});
	await run.client.send({type: 'stop'});
	await run.run({recover});
	expect(run.story().at(-1)).toBe(end);
});

test('a stop while a lost turn is looked into -> nothing is started', async () => {
	const {run} = await leftRun({events: [selected(1), turnStarted(1, 1)], said: [[4, {type: 'session_started', conversation_id: 'c'}]]});
	let turns = 0;
	const harness: AgentHarness = {
		async * runTurn() {
			turns++;
			yield {type: 'completed', message: 'more'};
		},
		async recall() {
			await client.send({type: 'stop'});
			return {type: 'ended', end: {type: 'completed', message: 'it was done'}};
		},
		close: async () => undefined,
	};
	const client = createInlineClient({repo: run.repo.path, world: {...run.world, harnessOf: () => harness}, version: '0'});
	await client.run({
		once: false, dirty: true, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false,
	});
	await client.whenIdle();
	expect([run.story().at(-1), turns]).toEqual(['stopped', 0]);
});

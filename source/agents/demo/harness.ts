import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import type {AgentHarness, TurnRequest} from '../../domain/agent-harness.js';
import type {AgentSettings} from '../../domain/config/config.js';
import type {AgentEvent} from '../../domain/event/agent-event.js';
import {demoName} from './demo-repository.js';
import {playStep, type Wait} from './play-step.js';
import {choiceIn, replyIn, titleOf} from './read-prompt.js';
import {docs} from './scenes/docs.js';
import {flakyTest} from './scenes/flaky-test.js';
import {jobIds} from './scenes/job-ids.js';
import {jobStore} from './scenes/job-store.js';
import {retryWithBackOff} from './scenes/retry.js';
import {unknownTicket} from './scenes/unknown-ticket.js';
import type {Scene, Step} from './script.js';

type Environment = Readonly<Record<string, string | undefined>>;

const scenes: readonly Scene[] = [jobIds, retryWithBackOff, jobStore, flakyTest, docs];

const betweenSteps = 350;

const noReply = 'no answer, so it is your choice';

type Part = {readonly steps: readonly Step[]; readonly reply: string};

const readIfThere = async (file: string): Promise<string> => {
	try {
		return await readFile(file, 'utf8');
	} catch {
		return '';
	}
};

/** The scene of a ticket. It edits files by name, so it plays in the demo's own repository only. */
const sceneOf = async ({workspace, ticket}: TurnRequest): Promise<Scene | undefined> => {
	const slug = /^ticket-\d+-(?<slug>.+)\.md$/i.exec(path.posix.basename(ticket))?.groups?.slug;
	const scene = scenes.find(found => found.slug === slug);
	const description = await readIfThere(path.join(workspace, 'package.json'));
	return description.includes(`"name": "${demoName}"`) ? scene : undefined;
};

const askedSuffix = '-asked';

/** What to play in this turn: before or after the answer, as the prompt and the conversation say. */
const partOf = async (request: TurnRequest, scene: Scene | undefined): Promise<Part> => {
	const reply = replyIn(request.prompt);
	if (scene === undefined) {
		const name = path.posix.basename(request.ticket, '.md');
		const text = await readIfThere(path.join(request.workspace, request.ticket));
		return {steps: unknownTicket(name, titleOf(text) ?? name), reply: reply ?? noReply};
	}

	const isAnswered = reply !== undefined || request.conversationId?.endsWith(askedSuffix) === true;
	return scene.afterAnswer !== undefined && isAnswered
		? {steps: scene.afterAnswer[choiceIn(reply)], reply: reply ?? noReply}
		: {steps: scene.steps, reply: reply ?? noReply};
};

const play = async function * (request: TurnRequest, wait: Wait): AsyncGenerator<AgentEvent> {
	const scene = await sceneOf(request);
	const {steps, reply} = await partOf(request, scene);
	const conversation = `demo-${scene?.slug ?? 'any'}`;
	yield {type: 'session_started', conversation_id: request.conversationId ?? conversation};
	// About four characters are a token.
	const input = Math.ceil(request.prompt.length / 4);
	let output = 0;
	let message = '';
	let calls = 0;
	const callId = () => `demo-${request.turn}-${++calls}`;
	for (const step of steps) {
		await wait(betweenSteps);
		// Its final message is the last thing it says.
		message = step.type === 'say' ? '' : message;
		for await (const event of playStep(step, {
			request, wait, reply, callId,
		})) {
			output += event.type === 'output_delta' && event.channel !== 'tool' ? Math.ceil(event.text.length / 4) : 0;
			message = event.type === 'output_delta' && event.channel === 'message' ? message + event.text : message;
			yield event;
		}

		if (step.type === 'ask') {
			yield {type: 'session_started', conversation_id: `${conversation}${askedSuffix}`};
		}

		if (step.type === 'say') {
			yield {
				type: 'token_usage', input, output, total: input + output,
			};
		}
	}

	yield {type: 'completed', message: message.trim()};
};

/** How fast: 1 as a human reads, 2 twice as fast, 0 without any waiting. */
const speedOf = (settings: AgentSettings, env: Environment): number => {
	const speed = Number(settings.env.CAR_DEMO_SPEED ?? env.CAR_DEMO_SPEED ?? '1');
	return Number.isFinite(speed) && speed >= 0 ? speed : 1;
};

/** The agent of `car demo`: plays a script in this process, needs no key and no network, and really edits the files. The same turn always does the same. */
export const createDemoHarness = (settings: AgentSettings, env: Environment = {}): AgentHarness => ({
	async * runTurn(request, signal) {
		const speed = speedOf(settings, env);
		try {
			yield * play(request, async milliseconds => {
				signal.throwIfAborted();
				if (speed > 0) {
					await delay(milliseconds / speed, undefined, {signal});
				}
			});
		} catch (error) {
			yield signal.aborted
				? {type: 'interrupted', reason: typeof signal.reason === 'string' ? signal.reason : 'interrupted'}
				: {type: 'failed', message: `the demo agent could not go on: ${error instanceof Error ? error.message : String(error)}`, retry: 'never'};
		}
	},
	async close() {
		// It has no process.
	},
});

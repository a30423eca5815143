import type {AgentHarness, TurnRequest} from '../../domain/agent-harness.js';
import type {AgentSettings} from '../../domain/config/config.js';
import type {AgentEnd, AgentEvent} from '../../domain/event/agent-event.js';
import {agentEnvironment} from '../process/environment.js';
import {createEventChannel, type EventChannel} from '../process/event-channel.js';
import {createLineSplitter} from '../process/line-splitter.js';
import {spawnAgent, type AgentExit, type SpawnedAgent} from '../process/spawn-agent.js';
import {createTail, type Tail} from '../process/tail.js';

const messageBytes = 1024 * 1024;

const shownErrors = 40;

const longestErrorLine = 2000;

/** EX_TEMPFAIL of sysexits.h. */
const temporaryFailure = 75;

/** The turn as a script reads it; a variable without a value is not there at all. */
const turnVariables = (request: TurnRequest): Record<string, string> => ({
	CAR_RUN_ID: request.runId,
	CAR_TURN: String(request.turn),
	CAR_TICKET: request.ticket,
	CAR_AGENT: request.agent,
	CAR_WORKSPACE: request.workspace,
	CAR_DISPATCH_DIR: request.dispatchDir,
	CAR_DISPATCH_FILE: request.dispatchFile,
	...(request.model !== undefined && {CAR_MODEL: request.model}),
	...(request.reasoning !== undefined && {CAR_REASONING: request.reasoning}),
	...(request.conversationId !== undefined && {CAR_CONVERSATION_ID: request.conversationId}),
});

type Channel = EventChannel<AgentEvent>;

const pumpMessage = async (agent: SpawnedAgent, channel: Channel, message: Tail): Promise<void> => {
	const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
	const say = async (text: string) => {
		if (text !== '') {
			await channel.push({type: 'output_delta', channel: 'message', text});
		}
	};

	for await (const chunk of agent.stdout) {
		message.push(chunk);
		await say(decoder.decode(chunk, {stream: true}));
	}

	await say(decoder.decode());
};

const pumpErrors = async (agent: SpawnedAgent, channel: Channel, lastLines: string[]): Promise<void> => {
	const splitter = createLineSplitter();
	// The lines of one chunk are one piece: a program may write a million of them a second.
	const show = async (lines: readonly string[]) => {
		if (lines.length > 0) {
			lastLines.push(...lines.slice(-shownErrors).map(line => line.slice(0, longestErrorLine)));
			lastLines.splice(0, lastLines.length - shownErrors);
			await channel.push({
				type: 'output_delta', channel: 'tool', text: `${lines.join('\n')}\n`, call_id: 'stderr',
			});
		}
	};

	const take = async (lines: readonly string[]) => {
		let begin = 0;
		for (const [index, line] of lines.entries()) {
			const conversation = /^car:conversation (?<id>\S+)\s*$/v.exec(line)?.groups?.id;
			if (conversation !== undefined) {
				await show(lines.slice(begin, index));
				await channel.push({type: 'session_started', conversation_id: conversation});
				begin = index + 1;
			}
		}

		await show(lines.slice(begin));
	};

	for await (const chunk of agent.stderr) {
		await take(splitter.push(chunk));
	}

	await take(splitter.end());
	if (splitter.dropped() > 0) {
		await channel.push({type: 'notice', text: `${splitter.dropped() === 1 ? 'a line of stderr was longer than 8 MiB and is' : `${splitter.dropped()} lines of stderr were longer than 8 MiB and are`} left out`});
	}
};

const endOf = (exit: AgentExit, message: string, lastLines: readonly string[], name: string): AgentEnd => {
	if (exit.exitCode === 0) {
		return {type: 'completed', message};
	}

	const how = exit.exitCode === null ? `was ended by ${exit.signal ?? 'a signal'}` : `ended with exit code ${exit.exitCode}`;
	return {
		type: 'failed',
		message: [`${name} ${how}`, ...lastLines].join('\n'),
		retry: exit.exitCode === temporaryFailure ? 'transient' : 'never',
	};
};

const interruptedBy = (signal: AbortSignal): AgentEnd =>
	({type: 'interrupted', reason: typeof signal.reason === 'string' ? signal.reason : 'interrupted'});

/** Yields what a started program says until it ended or the signal ended it, then the end. */
const playTurn = async function * (agent: SpawnedAgent, request: TurnRequest, signal: AbortSignal): AsyncGenerator<AgentEvent> {
	const channel = createEventChannel<AgentEvent>();
	const message = createTail(messageBytes);
	const lastLines: string[] = [];
	let isInterrupted = signal.aborted;
	const interrupt = () => {
		isInterrupted = true;
		channel.close(true);
	};

	signal.addEventListener('abort', interrupt, {once: true});
	// A program may end, or close its stdin, without having read it.
	agent.stdin.end(request.prompt);
	const all = Promise.all([agent.ended, pumpMessage(agent, channel, message), pumpErrors(agent, channel, lastLines)]);
	const finished = (async () => {
		try {
			await all;
		} finally {
			channel.close();
		}
	})();

	try {
		if (!isInterrupted) {
			yield * channel.items();
		}
	} finally {
		signal.removeEventListener('abort', interrupt);
		channel.close(true);
		await agent.kill();
		await finished;
	}

	if (isInterrupted) {
		yield interruptedBy(signal);
		return;
	}

	const {text, cut} = message.read();
	if (cut) {
		yield {type: 'notice', text: 'the message was longer than 1 MiB: only its end is kept as the output of this turn, all of it is in the transcript'};
	}

	yield endOf(await agent.ended, text, lastLines, request.agent);
};

/** Makes an agent of any program: the prompt on stdin, the turn in `CAR_*` variables, stdout the message, stderr shown as tool output, the exit code the outcome. */
export const createCommandHarness = (settings: AgentSettings, baseEnv: Readonly<Record<string, string | undefined>>): AgentHarness => {
	const running = new Set<SpawnedAgent>();
	return {
		async * runTurn(request, signal) {
			if (signal.aborted) {
				yield interruptedBy(signal);
				return;
			}

			const started = await spawnAgent({
				command: settings.command,
				cwd: request.workspace,
				env: agentEnvironment(baseEnv, settings, turnVariables(request)),
				tag: request.tag,
				register: request.register,
			});
			if (!started.ok) {
				yield {type: 'failed', message: started.error, retry: 'never'};
				return;
			}

			running.add(started.agent);
			try {
				yield * playTurn(started.agent, request, signal);
			} finally {
				running.delete(started.agent);
			}
		},
		async close() {
			await Promise.all([...running].map(async agent => agent.kill()));
		},
	};
};

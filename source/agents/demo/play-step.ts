import {
	appendFile, mkdir, readFile, rename, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import type {TurnRequest} from '../../domain/agent-harness.js';
import type {AgentEvent} from '../../domain/event/agent-event.js';
import {withDone} from './read-prompt.js';
import type {Step} from './script.js';

/** Rejects at once when the turn is interrupted. */
export type Wait = (milliseconds: number) => Promise<void>;

export type Stage = {
	readonly request: TurnRequest;
	readonly wait: Wait;
	/** What stands for `{{reply}}`. */
	readonly reply: string;
	/** A new id for a tool call. */
	readonly callId: () => string;
};

const wordsAtOnce = 3;

const betweenWords = 110;

const betweenLines = 140;

/** A text in bites of a few words. */
const bites = (text: string): readonly string[] => text.match(new RegExp(String.raw`(?:\S+\s*){1,${wordsAtOnce}}`, 'gv')) ?? [];

const speak = async function * (channel: 'message' | 'reasoning', text: string, {wait}: Stage): AsyncGenerator<AgentEvent> {
	for (const bite of bites(text)) {
		await wait(betweenWords);
		yield {type: 'output_delta', channel, text: bite};
	}

	if (channel === 'reasoning') {
		yield {type: 'output_delta', channel, text: '\n'};
	}
};

const readIfThere = async (file: string): Promise<string> => {
	try {
		return await readFile(file, 'utf8');
	} catch {
		return '';
	}
};

const once = async function * (event: AgentEvent): AsyncGenerator<AgentEvent> {
	yield event;
};

/** A file is whole or not there at all; the hidden name keeps it out of the list of tickets meanwhile. */
const writeWhole = async (file: string, text: string): Promise<void> => {
	const hidden = path.join(path.dirname(file), `.${path.basename(file)}.tmp`);
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(hidden, text);
	await rename(hidden, file);
};

const countLines = (text: string): number => text.split('\n').length - 1;

const edit = async function * (name: string, act: () => Promise<string>, {wait, callId}: Stage): AsyncGenerator<AgentEvent> {
	const call = callId();
	yield {
		type: 'tool_call', call_id: call, name: 'edit', summary: name,
	};
	await wait(betweenLines * 3);
	yield {
		type: 'tool_result', call_id: call, ok: true, summary: await act(),
	};
};

const run = async function * (step: Extract<Step, {type: 'run'}>, {wait, callId}: Stage): AsyncGenerator<AgentEvent> {
	const call = callId();
	yield {
		type: 'tool_call', call_id: call, name: 'shell', summary: step.command,
	};
	for (const line of step.output) {
		await wait(betweenLines);
		yield {
			type: 'output_delta', channel: 'tool', text: `${line}\n`, call_id: call,
		};
	}

	yield {
		type: 'tool_result', call_id: call, ok: step.exitCode === 0, summary: `exit code ${step.exitCode}`, exit_code: step.exitCode,
	};
};

const finish = async (file: string): Promise<string> => {
	const changed = withDone(await readIfThere(file));
	if (changed === undefined) {
		return 'nothing to change';
	}

	await writeWhole(file, changed);
	return 'done: true';
};

const read = async function * (step: Extract<Step, {type: 'read'}>, {wait, callId}: Stage): AsyncGenerator<AgentEvent> {
	const call = callId();
	yield {
		type: 'tool_call', call_id: call, name: 'read', summary: step.path,
	};
	await wait(betweenLines);
	yield {
		type: 'tool_result', call_id: call, ok: true, summary: step.summary,
	};
};

type Player<T> = (step: Extract<Step, {type: T}>, stage: Stage) => AsyncGenerator<AgentEvent>;

const filled = (text: string, {reply}: Stage): string => text.replaceAll('{{reply}}', () => reply.replaceAll(/\s+/gv, ' ').replaceAll('*/', '* /'));

const players: {readonly [T in Step['type']]: Player<T>} = {
	think: (step, stage) => speak('reasoning', filled(step.text, stage), stage),
	say: (step, stage) => speak('message', filled(step.text, stage), stage),
	plan: ({items, done}) => once({type: 'plan_updated', plan: items.map((text, index) => ({text, done: index < done}))}),
	read,
	run,
	write: (step, stage) => edit(step.path, async () => {
		await writeWhole(path.join(stage.request.workspace, step.path), filled(step.text, stage));
		return `${countLines(step.text)} lines`;
	}, stage),
	append: (step, stage) => edit(step.path, async () => {
		const file = path.join(stage.request.workspace, step.path);
		const text = filled(step.text, stage);
		const before = await readIfThere(file);
		if (before.includes(text)) {
			return 'nothing to change';
		}

		await mkdir(path.dirname(file), {recursive: true});
		await appendFile(file, before === '' || before.endsWith('\n') ? text : `\n${text}`);
		return `+${countLines(text)} lines`;
	}, stage),
	ask: (step, stage) => edit(path.basename(stage.request.dispatchFile), async () => {
		await writeWhole(stage.request.dispatchFile, `---\nmode: pause\ntitle: ${JSON.stringify(step.title)}\n---\n${step.body}\n`);
		return 'a question to you';
	}, stage),
	finish: (_, stage) => edit(stage.request.ticket, async () => finish(path.join(stage.request.workspace, stage.request.ticket)), stage),
};

/** Plays one step: what an agent would be seen to do, and its real edits. Rejects when the turn is interrupted or a file cannot be written. */
export const playStep = <T extends Step['type']>(step: Extract<Step, {type: T}>, stage: Stage): AsyncGenerator<AgentEvent> => players[step.type](step, stage);

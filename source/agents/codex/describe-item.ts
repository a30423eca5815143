import type {AgentEvent} from '../../domain/event/agent-event.js';
import type {FileChange, Item} from './protocol.js';

type Call = Extract<AgentEvent, {type: 'tool_call'}>;
type Result = Extract<AgentEvent, {type: 'tool_result'}>;

/** Items that are calls of tools. */
export type CallItem = Exclude<Item, {type: 'userMessage' | 'agentMessage' | 'reasoning' | 'contextCompaction'}>;

const longestSummary = 2000;

const short = (text: string): string => text.length > longestSummary ? `${text.slice(0, longestSummary)}…` : text;

/** The command as the agent wrote it, without the login shell codex wraps it in. */
export const plainCommand = (command: string): string => {
	const script = /^(?:\/\S*\/)?(?:ba|z)?sh -l?c (?<script>.+)$/sv.exec(command)?.groups?.script;
	if (script === undefined) {
		return command;
	}

	const quoted = /^'(?<inner>.*)'$/sv.exec(script)?.groups?.inner;
	if (quoted !== undefined) {
		return quoted.replaceAll(String.raw`'\''`, '\'').replaceAll('\'"\'"\'', '\'');
	}

	return /^"(?<inner>.*)"$/sv.exec(script)?.groups?.inner?.replaceAll(/\\(?<escaped>["$\\`])/gv, '$<escaped>') ?? script;
};

const countLines = (diff: string, mark: '+' | '-'): number => diff.split('\n').filter(line => line.startsWith(mark) && !line.startsWith(mark.repeat(3))).length;

const describeChange = ({path, kind, diff}: FileChange): string => {
	// Of a new or deleted file the diff is its text.
	const lines = diff === '' ? 0 : diff.trimEnd().split('\n').length;
	if (kind.type === 'add' || kind.type === 'delete') {
		return `${path} (${kind.type === 'add' ? 'new, +' : 'deleted, -'}${lines})`;
	}

	return `${path} (+${countLines(diff, '+')} -${countLines(diff, '-')})`;
};

export const describeChanges = (changes: readonly FileChange[]): string => short(changes.map(change => describeChange(change)).join(', '));

/** The changes as one text to read before saying yes to them. */
export const diffOf = (changes: readonly FileChange[]): string => changes.map(({path, kind, diff}) => {
	const [mark] = kind.type === 'add' ? ['+'] : [kind.type === 'delete' ? '-' : ''];
	const body = mark === '' ? diff.trimEnd() : diff.trimEnd().split('\n').map(line => `${mark}${line}`).join('\n');
	return `${kind.type} ${path}\n${body}`;
}).join('\n');

/** What a tool was given, as one short text. */
export const writtenArguments = (value: unknown): string => value === undefined || value === null ? '' : short(JSON.stringify(value));

type Described = {readonly [T in CallItem['type']]: (item: Extract<CallItem, {type: T}>) => Pick<Call, 'name' | 'summary'>};

const descriptions: Described = {
	commandExecution: ({command}) => ({name: 'shell', summary: short(plainCommand(command))}),
	fileChange: ({changes}) => ({name: 'edit', summary: describeChanges(changes)}),
	mcpToolCall: ({server, tool, arguments: given}) => ({name: `${server}.${tool}`, summary: writtenArguments(given)}),
	dynamicToolCall: ({tool, arguments: given}) => ({name: tool, summary: writtenArguments(given)}),
	collabAgentToolCall: ({tool, prompt}) => ({name: `agents.${tool}`, summary: short(prompt ?? '')}),
	webSearch: ({query}) => ({name: 'web search', summary: short(query)}),
	imageView: ({path}) => ({name: 'view image', summary: path}),
};

/** Name and summary of a call, as the transcript shows it. */
export const describeCall = <T extends CallItem['type']>(item: Extract<CallItem, {type: T}>): Pick<Call, 'name' | 'summary'> => descriptions[item.type](item);

const statusWords: Readonly<Record<string, string>> = {declined: 'not allowed', failed: 'failed', inProgress: 'not finished'};

const textOf = (part: unknown): string => typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string' ? part.text : '';

/** How a call ended. */
export const describeResult = (item: CallItem): Omit<Result, 'type' | 'call_id'> => {
	if (item.type === 'webSearch' || item.type === 'imageView') {
		return {ok: true, summary: 'done'};
	}

	const word = statusWords[item.status] ?? 'done';
	if (item.type === 'commandExecution' && typeof item.exitCode === 'number') {
		return {ok: item.status === 'completed' && item.exitCode === 0, summary: item.status === 'declined' ? word : `exit code ${item.exitCode}`, exit_code: item.exitCode};
	}

	const said = item.type === 'mcpToolCall' ? item.error?.message ?? item.result?.content.map(part => textOf(part)).join('\n').trim() : undefined;
	return {ok: item.status === 'completed', summary: short(said === undefined || said === '' ? word : said)};
};

import type {TurnRequest} from '../../domain/agent-harness.js';
import type {Answer, Connection, Trouble} from '../process/json-rpc.js';
import {gitFolders, permissionsOf} from './permissions.js';
import {answers} from './protocol.js';

export type OpenedThread = {
	readonly threadId: string;
	readonly model: string;
	/** The conversation was to be used again and codex does not know it. */
	readonly isLost: boolean;
	/** For the turn itself, where it differs from the thread's: the user's own settings and git's folders. */
	readonly sandboxPolicy: Readonly<Record<string, unknown>> | undefined;
};

type ThreadAnswer = {readonly thread: {readonly id: string}; readonly model: string; readonly sandbox: Readonly<Record<string, unknown>>};

/** Codex says this of ids it has no file for, and of those that cannot be one. */
const isUnknownThread = (trouble: Trouble): boolean =>
	trouble.type === 'refused' && /no rollout found|thread not (?:found|loaded)|invalid (?:thread|session) id|failed to (?:load|read) rollout/iv.test(trouble.message);

const withGit = (sandbox: Readonly<Record<string, unknown>>, request: TurnRequest, gitWrite: boolean): OpenedThread['sandboxPolicy'] => {
	if (!gitWrite || sandbox.type !== 'workspaceWrite') {
		return undefined;
	}

	const roots: readonly unknown[] = Array.isArray(sandbox.writableRoots) ? sandbox.writableRoots : [];
	return {...sandbox, writableRoots: [...roots, ...gitFolders(request.workspace)]};
};

/** Takes the ticket's conversation up again, or begins one: also when codex has forgotten it. */
export const openThread = async (connection: Connection, request: TurnRequest, {gitWrite, patience}: {readonly gitWrite: boolean; readonly patience: number}): Promise<Answer<OpenedThread>> => {
	const {conversationId, workspace, model} = request;
	const settings = {cwd: workspace, ...permissionsOf(request.access), ...model === undefined ? {} : {model}};
	const opened = (value: ThreadAnswer, isLost: boolean): Answer<OpenedThread> => ({
		ok: true,
		value: {
			threadId: value.thread.id, model: value.model, isLost, sandboxPolicy: withGit(value.sandbox, request, gitWrite),
		},
	});
	if (conversationId !== undefined) {
		const resumed = await connection.ask('thread/resume', {threadId: conversationId, excludeTurns: true, ...settings}, answers.thread, patience);
		if (resumed.ok) {
			return opened(resumed.value, false);
		}

		if (!isUnknownThread(resumed.trouble)) {
			return resumed;
		}
	}

	const started = await connection.ask('thread/start', settings, answers.thread, patience);
	return started.ok ? opened(started.value, conversationId !== undefined) : started;
};

/** How a turn is found again in its thread, whatever happened to us. */
export const turnMark = ({runId, turn, attempt}: Pick<TurnRequest, 'runId' | 'turn' | 'attempt'>): string => `car/${runId}/${turn}/${attempt}`;

const said = (text: string) => ({type: 'text', text, text_elements: []});

/** What is sent for a turn: to a fresh thread in place of a lost one, with the agent's own last words in front. */
export const turnInput = (request: TurnRequest, {isLost}: OpenedThread) => {
	const last = isLost ? request.lastMessage?.trim() ?? '' : '';
	const carried = last === '' ? [] : [said(`An earlier conversation about this ticket is lost. The last thing you said in it was:\n\n${last}`)];
	return [...carried, said(request.prompt)];
};

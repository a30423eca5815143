import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readQuestion} from '../../../source/agents/codex/approvals.js';
import {missingOutput} from '../../../source/agents/codex/complete-output.js';
import {describeCall, plainCommand} from '../../../source/agents/codex/describe-item.js';
import {failedEnd, resetOf} from '../../../source/agents/codex/end-of-turn.js';
import {describeLimits} from '../../../source/agents/codex/limits.js';
import {gitFolders, permissionsOf} from '../../../source/agents/codex/permissions.js';
import {isOlder, versionIn} from '../../../source/agents/codex/server.js';
import {newTurnView} from '../../../source/agents/codex/turn-view.js';
import {tempFolder} from '../../support/temp-folder.js';

test.each([
	['', 'all of it\n', 'all of it\n'],
	['all of it\n', 'all of it\n', ''],
	['all of', 'all of it\n', ' it\n'],
	['of it\n', 'all of it\n', '\n(some of the output above is missing; all of it:)\nall of it\n'],
	['much more than codex keeps', 'much … keeps', ''],
])('output: %j was shown of %j -> %j is added', (shown, whole, added) => {
	expect(missingOutput(shown, whole)).toBe(added);
});

test.each([
	['/bin/bash -lc \'echo hello\'', 'echo hello'],
	[String.raw`bash -lc 'echo it'\''s'`, 'echo it\'s'],
	[String.raw`/usr/bin/zsh -c "echo \"a\" \$HOME"`, 'echo "a" $HOME'],
	['/bin/bash -lc ls', 'ls'],
	['make install', 'make install'],
])('command: %s -> shown as %s', (command, shown) => {
	expect(plainCommand(command)).toBe(shown);
});

const view = newTurnView({workspace: '/', threadId: 't', limits: {}});

test.each([
	['once', ['session'], {action: 'accept', content: {}, _meta: null}],
	['session', ['session', 'always'], {action: 'accept', content: {}, _meta: {persist: 'session'}}],
	['session', ['always'], {action: 'accept', content: {}, _meta: null}],
	['deny', ['session'], {action: 'decline', content: null, _meta: null}],
	['cancel', null, {action: 'cancel', content: null, _meta: null}],
] as const)('a tool of a server: %s, of %j -> %j', (decision, persist, answer) => {
	const params = {
		serverName: 'sky', mode: 'form', message: '', _meta: {
			codex_approval_kind: 'mcp_tool_call', tool_name: 'rain', tool_params: null, persist,
		},
	};
	const question = readQuestion('mcpServer/elicitation/request', params, view);
	expect([question?.asked, question?.answer(decision)]).toEqual([{kind: 'tool', description: 'use the tool sky.rain'}, answer]);
});

test('a form that a tool server itself shows -> no question to the human', () => {
	expect(readQuestion('mcpServer/elicitation/request', {
		serverName: 'sky', mode: 'form', message: 'Your name?', _meta: null,
	}, view)).toBe(undefined);
});

test('call: changes of files -> each with its lines', () => {
	expect(describeCall({
		type: 'fileChange', id: 'c', status: 'completed', changes: [
			{path: 'new.txt', kind: {type: 'add'}, diff: 'one\ntwo\n'},
			{path: 'old.txt', kind: {type: 'delete'}, diff: 'one\n'},
			{path: 'both.txt', kind: {type: 'update'}, diff: '@@ -1 +1,2 @@\n-a\n+b\n+c\n'},
		],
	})).toEqual({name: 'edit', summary: 'new.txt (new, +2), old.txt (deleted, -1), both.txt (+2 -1)'});
});

const http = (kind: string, status: number | null) => ({[kind]: {httpStatusCode: status}});

test.each([
	['usageLimitExceeded', 'limit'],
	['rateLimitExceeded', 'limit'],
	['unauthorized', 'never'],
	['badRequest', 'never'],
	['contextWindowExceeded', 'never'],
	['modelNotFound', 'never'],
	['serverOverloaded', 'transient'],
	['internalServerError', 'transient'],
	['other', 'never'],
	['a word of tomorrow', 'never'],
	[null, 'never'],
	[http('responseTooManyFailedAttempts', 429), 'limit'],
	[http('responseTooManyFailedAttempts', 503), 'transient'],
	[http('httpConnectionFailed', 401), 'never'],
	[http('httpConnectionFailed', null), 'transient'],
	[http('responseStreamDisconnected', null), 'transient'],
	[http('responseStreamConnectionFailed', 404), 'never'],
	[{misalignment: null}, 'never'],
] as const)('error: %j -> %s', (codexErrorInfo, retry) => {
	expect(failedEnd({message: 'no', codexErrorInfo, additionalDetails: null}, undefined)).toMatchObject({type: 'failed', retry});
});

test('limit: two windows, one of them full -> its reset; none full, none told -> no time', () => {
	const limits = (used: number) => ({
		limitId: 'codex',
		primary: {usedPercent: used, windowDurationMins: 300, resetsAt: 1_795_350_000},
		secondary: {usedPercent: 40, windowDurationMins: 10_080, resetsAt: 1_795_900_000},
	});
	expect([resetOf(limits(100)), resetOf(limits(99)), resetOf(undefined)]).toEqual(['2026-11-22T12:20:00.000Z', undefined, undefined]);
	expect(describeLimits(limits(100))).toEqual([
		{name: '5 h', used_percent: 100, resets_at: '2026-11-22T12:20:00.000Z'},
		{name: 'week', used_percent: 40, resets_at: '2026-11-28T21:06:40.000Z'},
	]);
});

test.each([
	['read', 'read-only', 'on-request'], ['write', 'workspace-write', 'on-request'], ['full', 'danger-full-access', 'never'],
] as const)('permissions: access %s -> sandbox %s, approvals %s', (access, sandbox, approvalPolicy) => {
	expect(permissionsOf(access)).toEqual({sandbox, approvalPolicy});
});

test('git folders: a repository -> .git; a worktree -> its own and the common one; none -> none', async () => {
	const [plain, tree, bare] = await Promise.all([tempFolder(), tempFolder(), tempFolder()]);
	await mkdir(path.join(plain, '.git/worktrees/tree'), {recursive: true});
	await writeFile(path.join(plain, '.git/worktrees/tree/commondir'), '../..\n');
	await writeFile(path.join(tree, '.git'), `gitdir: ${path.join(plain, '.git/worktrees/tree')}\n`);
	expect([gitFolders(plain), gitFolders(tree), gitFolders(bare)])
		.toEqual([[path.join(plain, '.git')], [path.join(plain, '.git/worktrees/tree'), path.join(plain, '.git')], []]);
});

test.each([['0.168.9', true], ['0.169.0', false], ['0.170.0', false], ['1.0.0', false], ['0.99.0', true]])('version: %s older than 0.169.0 -> %s', (version, older) => {
	expect(isOlder(version, '0.169.0')).toBe(older);
});

test('version: the user agent -> its number, or none', () => {
	expect([versionIn('car/0.169.0 (Debian 12.0.0; x86_64) unknown'), versionIn('something')]).toEqual(['0.169.0', undefined]);
});

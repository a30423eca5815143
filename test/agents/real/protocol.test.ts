import {execFile} from 'node:child_process';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {notifications, readNotification} from '../../../source/agents/codex/protocol.js';
import {tempFolder} from '../../support/temp-folder.js';
import {codexProgram} from './codex-place.js';

const run = promisify(execFile);

const root = path.join(import.meta.dirname, '../../..');

const items = ['userMessage', 'agentMessage', 'reasoning', 'commandExecution', 'fileChange', 'mcpToolCall', 'dynamicToolCall', 'collabAgentToolCall', 'webSearch', 'imageView', 'contextCompaction'];

test('protocol: the types that the pinned codex generates -> each notification is known, and what it sends fits what we read', async () => {
	const folder = await tempFolder('types');
	await run(codexProgram, ['app-server', 'generate-ts', '--experimental', '--out', folder], {env: {PATH: process.env.PATH, HOME: folder, CODEX_HOME: folder}});
	const generated = await readFile(path.join(folder, 'ServerNotification.ts'), 'utf8');
	const methods = [...generated.matchAll(/"method": "(?<method>[^"]+)"/gv)].map(({groups}) => groups!.method!);
	expect(methods.length).toBeGreaterThan(50);
	expect(methods.filter(method => readNotification(method, undefined).type === 'unknown' && !Object.hasOwn(notifications, method))).toEqual([]);
	const lines = [
		'import type {ServerNotification} from \'./ServerNotification.js\';',
		'import type {ThreadItem} from \'./v2/ThreadItem.js\';',
		`import type {Item, Notification} from '${path.join(root, 'source/agents/codex/protocol.js')}';`,
		...Object.keys(notifications).map((method, index) => `export const n${index} = (theirs: Extract<ServerNotification, {method: '${method}'}>['params']): Extract<Notification, {method: '${method}'}>['params'] => theirs;`),
		// An empty side would fit everything.
		...Object.keys(notifications).map((method, index) => `export const m${index}: [Extract<ServerNotification, {method: '${method}'}>] extends [never] ? false : true = true;`),
		...items.map(type => `export const is_${type}: [Extract<ThreadItem, {type: '${type}'}>] extends [never] ? false : true = true;`),
		...items.map(type => `export const ${type} = (theirs: Extract<ThreadItem, {type: '${type}'}>): Extract<Item, {type: '${type}'}> => theirs;`),
	];
	await writeFile(path.join(folder, 'fits.ts'), lines.join('\n'));
	const tool = path.join(root, 'node_modules/typescript/bin/tsc');
	const {stdout} = await run(process.execPath, [tool, '--noEmit', '--strict', '--target', 'es2024', '--module', 'esnext', '--moduleResolution', 'bundler', '--skipLibCheck', path.join(folder, 'fits.ts')], {cwd: root}).catch((error: unknown) => error as {readonly stdout: string});
	expect(stdout).toBe('');
});

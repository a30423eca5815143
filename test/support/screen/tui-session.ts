import {
	copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync,
} from 'node:fs';
import {connect, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, afterEach, beforeAll} from 'vitest';
import {bundle} from '../../../scripts/build.mjs';
import type {EngineEvent} from '../../../source/engine/client/flow-client.js';
import {makeOnce} from '../make-once.js';
import {startPty, type Pty, type PtyOptions} from '../pty.js';

export type Session = {
	readonly pty: Pty;
	readonly emit: (...events: readonly EngineEvent[]) => void;
	/** Waits until the engine was asked for this. */
	readonly asked: (test: (command: Record<string, unknown>) => boolean) => Promise<Record<string, unknown>>;
	readonly drafts: string;
};

const dial = async (file: string): Promise<Socket> => new Promise((resolve, reject) => {
	const socket = connect(file, () => {
		resolve(socket);
	});
	socket.on('error', reject);
});

/** The screen's program, bundled by the first file of the test run that needs it. */
const screenProgram = async (): Promise<string> => {
	const folder = path.join(tmpdir(), 'tui-program');
	const [door, bundled] = [path.join(folder, 'tui-door.cjs'), path.join(folder, 'tui.cjs')];
	await makeOnce('tui-program', () => existsSync(bundled), async () => {
		mkdirSync(folder, {recursive: true});
		copyFileSync(path.join(import.meta.dirname, '../../fixtures/tui-door.cjs'), door);
		writeFileSync(`${bundled}.part`, await bundle('test/fixtures/tui-dev.ts'));
		renameSync(`${bundled}.part`, bundled);
	});
	return door;
};

/** Tells stories of the screen in a real terminal over an engine that says what it is told: the program is built before them, and what is left open is ended after each. */
export const tellStories = () => {
	let folder = '';
	let program = '';
	const open: Array<{readonly pty: Pty; readonly socket: Socket | undefined}> = [];

	beforeAll(async () => {
		folder = mkdtempSync(path.join(tmpdir(), 'car-tui-'));
		program = await screenProgram();
	});

	afterEach(() => {
		for (const {pty, socket} of open.splice(0)) {
			socket?.destroy();
			pty.kill();
		}
	});

	afterAll(() => {
		rmSync(folder, {recursive: true, force: true});
	});

	const start = async (scene: string, options: PtyOptions & {readonly wrap?: (argv: readonly string[]) => readonly string[]} = {}): Promise<Session> => {
		const own = mkdtempSync(path.join(folder, 'session-'));
		const file = path.join(own, 'engine.sock');
		const argv = [process.execPath, program, scene];
		const [command = '', ...args] = options.wrap?.(argv) ?? argv;
		const pty = startPty(command, args, {...options, env: {TUI_SOCKET: file, TUI_DRAFTS: own, ...options.env}});
		await pty.waitFor(screen => screen.split('\n').length >= (options.rows ?? 24) && !screen.includes('Reading'));
		const socket = await dial(file);
		open.push({pty, socket});
		const commands: Array<Record<string, unknown>> = [];
		const waiting = new Set<() => void>();
		let rest = '';
		socket.on('data', chunk => {
			const lines = (rest + String(chunk)).split('\n');
			rest = lines.pop() ?? '';
			commands.push(...lines.map(line => JSON.parse(line).command as Record<string, unknown>));
			for (const look of waiting) {
				look();
			}
		});
		return {
			pty,
			drafts: own,
			emit(...events) {
				socket.write(events.map(event => `${JSON.stringify(event)}\n`).join(''));
			},
			asked: async test => new Promise(resolve => {
				const look = (): void => {
					const found = commands.find(command => test(command));
					if (found) {
						waiting.delete(look);
						resolve(found);
					}
				};

				waiting.add(look);
				look();
			}),
		};
	};

	return {start, folder: () => folder};
};

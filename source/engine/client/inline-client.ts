import {UserError} from '../../domain/user-error.js';
import {loadConfig} from '../../store/folder/config-files.js';
import type {World} from '../flow.js';
import {withFlags} from '../start/with-flags.js';
import {newControl, runWorker} from '../worker.js';
import {createFileClient} from './file-client.js';
import type {StartOptions} from './start-worker.js';
import type {FlowClient} from './flow-client.js';

export type InlineClient = FlowClient & {
	/** Resolves when no engine runs in this process. */
	readonly whenIdle: () => Promise<void>;
};

/** The engine in this process: for `--foreground` and the tests. The same files, the same lock, no other process. */
export const createInlineClient = (options: {readonly repo: string; readonly world: World; readonly version: string}): InlineClient => {
	const {repo, world, version} = options;
	const control = newControl();
	let running: Promise<void> = Promise.resolve();
	const startWorker = async (start: StartOptions): Promise<void> => {
		const {config} = loadConfig(repo, world.env);
		let opened: () => void = () => undefined;
		const open = new Promise<void>(resolve => {
			opened = resolve;
		});
		running = (async () => {
			const end = await runWorker({
				...start, repo, config: withFlags(config, start), version, onOpen: opened,
			}, world, control);
			if (end.type === 'locked') {
				throw new UserError('Another worker holds this repository', 'car run follows it; car stop ends it', 5);
			}
		})();
		// Whoever waits for idleness gets the failure; nobody else must crash of it.
		running.catch(() => undefined);
		await Promise.race([open, running]);
	};

	const client = createFileClient({
		repo,
		world,
		foreground: true,
		startWorker,
		async close() {
			control.shutdown = true;
			control.interrupt.abort();
			await running.catch(() => undefined);
		},
	});
	return {...client, whenIdle: async () => running};
};

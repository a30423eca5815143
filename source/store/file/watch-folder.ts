import {existsSync, watch as watchFile, type FSWatcher as FileWatcher} from 'node:fs';
import {watch, type ChokidarOptions, type FSWatcher} from 'chokidar';

/** Says that something changed. A hint, no more: what it means is found out by reading again. */
export type FolderWatch = {
	/** What to watch from now on; what does not exist is left out until the next call. */
	readonly follow: (paths: readonly string[]) => void;
	readonly close: () => Promise<void>;
};

/** Gets the name of what changed and the folder it is in, where the system tells them. */
type OnHint = (name?: string, folder?: string) => void;

/** Gets one sentence when the system refuses (no watches left); callers read again from time to time anyway, because events get lost when a process is busy. */
type OnTrouble = (sentence: string) => void;

/** Watches folders, not their files: ten thousand tickets cost one watch. */
export const watchFolders = (onHint: OnHint, onTrouble: OnTrouble): FolderWatch => watchPaths(onHint, onTrouble, {
	depth: 0,
	// Files are seen through their folder's own watch; each file watched by itself would cost one of the kernel's few.
	ignored: (_path, stats) => stats?.isFile() ?? false,
});

/** Watches a few files that grow all the time, by the system's own watch: a watch on their folder would list it again at each line, and chokidar looks at each file again at each event. */
export const watchFiles = (onHint: OnHint, onTrouble: OnTrouble): FolderWatch => {
	const watchers = new Map<string, FileWatcher>();
	const drop = (path: string): void => {
		watchers.get(path)?.close();
		watchers.delete(path);
	};

	const add = (path: string): void => {
		try {
			const watcher = watchFile(path, (_event, name) => {
				onHint(name ?? undefined);
			});
			watcher.on('error', () => {
				drop(path);
			});
			watchers.set(path, watcher);
			onHint();
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
				onTrouble(`${refusal}${error instanceof Error ? error.message : String(error)}`);
			}
		}
	};

	return {
		follow(paths) {
			for (const path of watchers.keys()) {
				if (!paths.includes(path)) {
					drop(path);
				}
			}

			for (const path of paths) {
				if (!watchers.has(path)) {
					add(path);
				}
			}
		},
		async close() {
			for (const path of watchers.keys()) {
				drop(path);
			}
		},
	};
};

const refusal = 'Changes on disk are only seen every few seconds: ';

/** Until the watch of a large folder stands, changes in it go unseen; then it is looked at once more. */
const standsAfterMilliseconds = 1000;

const watchPaths = (onHint: OnHint, onTrouble: OnTrouble, options: ChokidarOptions): FolderWatch => {
	let watcher: FSWatcher | undefined;
	let followed = new Set<string>();
	let lookedAt = Number.NEGATIVE_INFINITY;
	const timers = new Set<NodeJS.Timeout>();
	const begin = (paths: readonly string[]): FSWatcher => {
		const begun = watch([...paths], {ignoreInitial: true, ...options});
		begun.on('raw', (_event, name, details) => {
			onHint(name, (details as {readonly watchedPath?: string} | undefined)?.watchedPath);
		});
		begun.on('all', () => {
			onHint();
		});
		begun.on('ready', () => {
			onHint();
		});
		begun.on('error', error => {
			onTrouble(`${refusal}${error instanceof Error ? error.message : String(error)}`);
		});
		return begun;
	};

	const add = (paths: readonly string[]): void => {
		if (watcher === undefined) {
			watcher = begin(paths);
			return;
		}

		watcher.add([...paths]);
		const timer = setTimeout(() => {
			timers.delete(timer);
			onHint();
		}, standsAfterMilliseconds);
		timers.add(timer);
	};

	return {
		follow(paths) {
			const isWhole = paths.length === followed.size && paths.every(path => followed.has(path));
			if (isWhole && performance.now() - lookedAt < standsAfterMilliseconds) {
				return;
			}

			lookedAt = performance.now();
			const wanted = new Set(paths.filter(path => existsSync(path)));
			const added = [...wanted].filter(path => !followed.has(path));
			const dropped = [...followed].filter(path => !wanted.has(path));
			if (added.length > 0) {
				add(added);
			}

			if (dropped.length > 0) {
				watcher?.unwatch(dropped);
			}

			followed = wanted;
		},
		async close() {
			for (const timer of timers) {
				clearTimeout(timer);
			}

			await watcher?.close();
		},
	};
};

import {existsSync} from 'node:fs';
import {watch} from 'chokidar';

/** Says that something below the folders changed. A hint, no more: what it means is found out by reading again. */
export type FolderWatch = {
	/** The folders to watch from now on; those that do not exist are left out until the next call. */
	readonly follow: (folders: readonly string[]) => void;
	readonly close: () => Promise<void>;
};

/**
 * Watches folders, not their files: ten thousand tickets cost one watch. `onTrouble` gets one sentence when the system refuses (no watches left);
 * callers read again from time to time anyway, because events get lost when a process is busy.
 */
export const watchFolders = (onHint: (name: string | undefined) => void, onTrouble: (sentence: string) => void): FolderWatch => {
	const watcher = watch([], {
		depth: 0,
		ignoreInitial: true,
		// Files are seen through their folder's own watch; each file watched by itself would cost one of the kernel's few.
		ignored: (_path, stats) => stats?.isFile() ?? false,
	});
	let followed = new Set<string>();
	watcher.on('raw', (_event, name) => {
		onHint(name);
	});
	watcher.on('all', () => {
		onHint(undefined);
	});
	watcher.on('error', error => {
		onTrouble(`Changes on disk are only seen every few seconds: ${error instanceof Error ? error.message : String(error)}`);
	});
	return {
		follow(folders) {
			const wanted = new Set(folders.filter(folder => existsSync(folder)));
			const added = [...wanted].filter(folder => !followed.has(folder));
			const dropped = [...followed].filter(folder => !wanted.has(folder));
			if (added.length > 0) {
				watcher.add(added);
			}

			if (dropped.length > 0) {
				watcher.unwatch(dropped);
			}

			followed = wanted;
		},
		async close() {
			await watcher.close();
		},
	};
};

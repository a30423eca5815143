import {rmSync} from 'node:fs';
import path from 'node:path';
import {
	appendLines, disk, makeFolder, publish, syncFile,
} from './durable-write.js';

/** A file that is written piece by piece and has its name only when it is whole. */
export type PieceWriter = {
	readonly write: (data: string | Uint8Array) => void;
	/** Makes it durable and gives it its name. */
	readonly finish: () => void;
	/** Leaves nothing behind. */
	readonly abandon: () => void;
};

/** Begins a file that may be too large for the memory; its folder is made. Readable by its owner alone. */
export const writePieces = (file: string): PieceWriter => {
	makeFolder(path.dirname(file));
	const temporary = path.join(path.dirname(file), `.car-${process.pid}-${path.basename(file)}.tmp`);
	const descriptor = disk.open(temporary, 'w', 0o600);
	return {
		write(data) {
			appendLines(descriptor, data);
		},
		finish() {
			syncFile(descriptor);
			disk.close(descriptor);
			publish(temporary, file);
		},
		abandon() {
			disk.close(descriptor);
			rmSync(temporary, {force: true});
		},
	};
};

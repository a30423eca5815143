import fs from 'node:fs';

/** One save of a program that is not ours, step by step; each adds a line of its own to what it read. */
export type Save = {
	readonly style: SaveStyle;
	readonly steps: ReadonlyArray<() => void>;
	/** It has the file open and is going to write into it. */
	readonly isOpen: () => boolean;
};

/** How programs save: GNU sed and most editors rename, VS Code and `>` empty the file and write it, slowly at times, `>>` appends, vim renames the old one away first. */
export const saveStyles = ['rename', 'slow rename', 'write', 'slow write', 'append', 'slow append', 'vim'] as const;
export type SaveStyle = typeof saveStyles[number];

const old = (Date.now() / 1000) - 60;

/** The save is over: nobody has to wait whether more of it comes, and the test need not wait either. */
const complete = (file: string): void => {
	fs.utimesSync(file, old, old);
};

const renamed = (file: string, text: string): void => {
	fs.writeFileSync(`${file}~`, text);
	complete(`${file}~`);
	fs.renameSync(`${file}~`, file);
};

/** A save of a file in one of the styles. */
export const saveOf = (style: SaveStyle, file: string, line: string): Save => {
	let text = '';
	let descriptor: number | undefined;
	const read = (): void => {
		text = `${fs.readFileSync(file, 'utf8')}${line}\n`;
	};

	const close = (): void => {
		if (descriptor !== undefined) {
			fs.futimesSync(descriptor, old, old);
			fs.closeSync(descriptor);
			descriptor = undefined;
		}
	};

	const steps: Readonly<Record<SaveStyle, ReadonlyArray<() => void>>> = {
		rename: [() => {
			read();
			renamed(file, text);
		}],
		'slow rename': [read, () => {
			renamed(file, text);
		}],
		write: [() => {
			read();
			fs.writeFileSync(file, text);
			complete(file);
		}],
		'slow write': [() => {
			read();
			descriptor = fs.openSync(file, 'r+');
			fs.ftruncateSync(descriptor);
		}, () => {
			fs.writeSync(descriptor ?? -1, text.slice(0, text.length / 2));
		}, () => {
			fs.writeSync(descriptor ?? -1, text.slice(text.length / 2));
			close();
		}],
		append: [() => {
			descriptor = fs.openSync(file, fs.constants.O_WRONLY + fs.constants.O_APPEND);
			fs.writeSync(descriptor, `${line}\n`);
			close();
		}],
		'slow append': [() => {
			descriptor = fs.openSync(file, fs.constants.O_WRONLY + fs.constants.O_APPEND);
		}, () => {
			fs.writeSync(descriptor ?? -1, `${line}\n`);
			close();
		}],
		vim: [() => {
			read();
			fs.renameSync(file, `${file}~`);
		}, () => {
			fs.writeFileSync(file, text);
			complete(file);
			fs.rmSync(`${file}~`, {force: true});
		}],
	};
	return {style, steps: steps[style], isOpen: () => descriptor !== undefined};
};

import {readdirSync, rmSync} from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import {makeFolder, writeWhole} from '../file/durable-write.js';
import {ifAllowed} from '../file/if-there.js';
import type {RunLayout} from '../folder/layout.js';
import {readRegularFile} from '../file/read-regular-file.js';

const shape = z.object({
	pid: z.int().check(z.positive()),
	startTime: z.nullable(z.string()),
	turn: z.int(),
	attempt: z.int(),
	tag: z.string().check(z.minLength(8)),
});

/** A process of an agent that was started; written before the first byte is sent to it, so that its being there means: the prompt may have been sent. */
export type ProcessRecord = z.infer<typeof shape>;

export const keepProcess = (run: RunLayout, record: ProcessRecord): void => {
	makeFolder(run.processes);
	writeWhole(path.join(run.processes, `${record.pid}.json`), `${JSON.stringify(record)}\n`);
};

/** Records left behind; what is no record is left alone and not reported: nothing may be ended because of it. */
export const readProcesses = (run: RunLayout): readonly ProcessRecord[] => {
	const names = ifAllowed(() => readdirSync(run.processes)) ?? [];
	return names.flatMap(name => {
		try {
			const file = readRegularFile(path.join(run.processes, name), {maxBytes: 10_000, links: 'refuse'});
			const parsed = shape.safeParse(JSON.parse(file.type === 'text' ? file.text : 'null'));
			return parsed.success ? [parsed.data] : [];
		} catch {
			return [];
		}
	});
};

/** Called when the turn's end is in the log: every process of it is gone by then. Records that the disk does not give up stay: they are no evidence by themselves. */
export const forgetProcesses = (run: RunLayout): void => {
	ifAllowed(() => {
		rmSync(run.processes, {recursive: true, force: true});
	});
};

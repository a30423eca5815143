import {existsSync, readFileSync} from 'node:fs';
import {writeWhole} from '../file/durable-write.js';
import type {Layout} from '../folder/layout.js';

/** When the last report was closed, ISO; null when none was, or when the note of it cannot be read. */
export const readReportMark = (layout: Layout): string | null => {
	try {
		const note: unknown = JSON.parse(readFileSync(layout.reportMark, 'utf8'));
		const at = typeof note === 'object' && note !== null && 'closed_at' in note ? note.closed_at : undefined;
		return typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? at : null;
	} catch {
		return null;
	}
};

/** Notes that everything until `at` (ISO) was seen. Never goes back, so that two readers do not show each other old news. */
export const writeReportMark = (layout: Layout, at: string): void => {
	const known = readReportMark(layout);
	if (existsSync(layout.state) && (known === null || known < at)) {
		writeWhole(layout.reportMark, `${JSON.stringify({closed_at: at})}\n`);
	}
};

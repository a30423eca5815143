import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {layoutOf} from '../../../source/store/folder/layout.js';
import {latestRunId, listRuns, newRunId} from '../../../source/store/run/run-folders.js';
import {tempFolder} from '../../support/temp-folder.js';

const first = '{"seq":1,"at":"","run_id":"x","type":"run_started","version":"1"}';

const folderWith = async (logs: Readonly<Record<string, string | undefined>>) => {
	const layout = layoutOf(await tempFolder('runs'));
	for (const [name, text] of Object.entries(logs)) {
		fs.mkdirSync(path.join(layout.runs, name), {recursive: true});
		if (text !== undefined) {
			fs.writeFileSync(layout.run(name).events, text);
		}
	}

	return layout;
};

test('listRuns: logs without a whole first event -> no runs; damage that more lines follow -> a run, whose damage is told', async () => {
	const layout = await folderWith({
		'20260101-000002-bbbb': `${first}\n`,
		'20260101-000001-aaaa': `${first}\n{"torn`,
		'20260101-000003-cccc': first.slice(0, 30),
		'20260101-000004-dddd': `${first.slice(0, 30)}\0\0\0\n`,
		'20260101-000005-eeee': '',
		'20260101-000006-ffff': undefined,
		'20260101-000007-gggg': `\0\0\n${first}\n`,
		'not-a-run': `${first}\n`,
	});
	expect([listRuns(layout).map(({runId}) => runId.slice(-4)), latestRunId(layout)]).toEqual([['aaaa', 'bbbb', 'gggg'], '20260101-000007-gggg']);
});

test('latestRunId: no folder of runs -> none', async () => {
	expect(latestRunId(layoutOf(await tempFolder('runs')))).toBeUndefined();
});

test.each([
	['no run before', undefined, '20260101-000000-0000'],
	['the one before is older', '20251231-235900-zzzz', '20260101-000000-0000'],
	['the one before began in the same second', '20260101-000000-zzzz', '20260101-000001-0000'],
	['the clock went back', '20260301-120059-zzzz', '20260301-120100-0000'],
])('newRunId: %s -> an id after it', (_, newest, id) => {
	expect(newRunId(Date.UTC(2026, 0, 1), () => 0, newest)).toBe(id);
});

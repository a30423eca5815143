import {expect, test} from 'vitest';
import {followRun, type Beginning} from '../../../../source/engine/client/read/follow-run.js';
import {layoutOf} from '../../../../source/store/folder/layout.js';
import {runStarted} from '../../../support/flow-log.js';
import {
	finished, runId, started, writeRun,
} from '../../../support/write-run.js';

test.each<[string, Beginning, readonly string[]]>([
	['nothing more is asked', {}, []],
	['all that began after the start of the run', {after: 0}, ['one', 'two']],
	['all that began after the first turn', {after: 4}, ['two']],
	['the end of what was said last', {tailBytes: 1000}, ['two']],
])('follow: two turns ended before anybody looked, %s -> what the agent said in them', async (_, beginning, expected) => {
	const run = await writeRun();
	run.flow(runStarted);
	for (const [turn, text] of [[1, 'one'], [2, 'two']] as const) {
		run.flow(started(turn));
		run.say(turn, {type: 'output_delta', channel: 'message', text});
		run.flow(finished(turn));
	}

	const lines = followRun(layoutOf(run.repo).run(runId), beginning).read();
	expect(lines.flatMap(line => line.type === 'agent_event' && line.event.type === 'output_delta' ? [line.event.text] : [])).toEqual(expected);
	expect(lines.map(line => line.seq)).toEqual(lines.map(line => line.seq).toSorted((one, other) => one - other));
});

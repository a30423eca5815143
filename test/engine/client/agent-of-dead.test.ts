import process from 'node:process';
import {expect, test} from 'vitest';
import {startTimeOf} from '../../../source/agents/process/process-evidence.js';
import {viewWorker} from '../../../source/engine/client/read/build-snapshot.js';
import {layoutOf} from '../../../source/store/folder/layout.js';
import {keepProcess} from '../../../source/store/run/process-files.js';
import {stateAfter, turnStarted} from '../../support/flow-log.js';
import {tempFolder} from '../../support/temp-folder.js';

test.each([['its own', startTimeOf(process.pid), process.pid], ['another', 'long ago', null]])('a dead worker: the agent\'s pid lives with %s start time -> its agent %o', async (_name, startTime, expected) => {
	const layout = layoutOf(await tempFolder('dead'));
	const run = stateAfter({
		type: 'run_state_changed', status: 'running', reason_code: null, reason: null, reason_details: [], next: null, until: null,
	}, turnStarted(1, 1));
	keepProcess(layout.run(run.runId), {
		pid: process.pid, startTime, turn: 1, attempt: 1, tag: 'a-tag-of-it',
	});
	const {life, agentPid} = viewWorker({layout, run, now: Date.now()});
	expect([life, agentPid]).toEqual(['dead', expected]);
});

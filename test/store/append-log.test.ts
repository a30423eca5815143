import fs from 'node:fs';
import {expect, test} from 'vitest';
import {openEventLog, type EventLog} from '../../source/store/append-log.js';
import {layoutOf, type RunLayout} from '../../source/store/layout.js';
import {tempFolder} from '../support/temp-folder.js';

const open = async (): Promise<{readonly run: RunLayout; readonly log: EventLog}> => {
	const run = layoutOf(await tempFolder('log')).run('20260101-000000-aaaa');
	const {log} = openEventLog(run, '20260101-000000-aaaa', () => 1, () => 0);
	log.append({type: 'command_done', command_id: 'first'});
	return {run, log};
};

test.each<[name: string, write: (log: EventLog) => void]>([
	['an event', log => {
		log.append({type: 'command_done', command_id: 'second'});
	}],
	['what an agent says', log => {
		log.appendAgentEvents(1, [{type: 'notice', text: 'x'}]);
	}],
])('event log: somebody else wrote into it, then %s -> refused, nothing is written', async (_name, write) => {
	const {run, log} = await open();
	write(log);
	fs.appendFileSync(run.events, '{}\n');
	const before = [fs.readFileSync(run.events, 'utf8'), fs.statSync(run.turn(1), {throwIfNoEntry: false})?.size];
	expect(() => {
		write(log);
	}).toThrow('somebody else wrote into');
	expect([fs.readFileSync(run.events, 'utf8'), fs.statSync(run.turn(1), {throwIfNoEntry: false})?.size]).toEqual(before);
	log.close();
});

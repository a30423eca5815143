import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import {expect, test} from 'vitest';
import {openEventLog, type EventLog} from '../../../source/store/run/append-log.js';
import {disk} from '../../../source/store/file/durable-write.js';
import {layoutOf, type RunLayout} from '../../../source/store/folder/layout.js';
import {tempFolder} from '../../support/temp-folder.js';

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

test('event log: another file with the same bytes takes its place -> refused, nothing is written', async () => {
	const {run, log} = await open();
	fs.copyFileSync(run.events, `${run.events}.copy`);
	fs.renameSync(`${run.events}.copy`, run.events);
	const before = fs.readFileSync(run.events, 'utf8');
	for (const write of [() => log.append({type: 'command_done', command_id: 'second'}), () => {
		log.appendAgentEvents(1, [{type: 'notice', text: 'x'}]);
	}, log.check]) {
		expect(write).toThrow('another file in the place of');
	}

	expect(fs.readFileSync(run.events, 'utf8')).toBe(before);
	log.close();
});

test.each<[name: string, tail: Buffer]>([
	['a last line that is no event', Buffer.from('{"seq":9,"at\n')],
	['a last line that is torn', Buffer.from('{"seq":9,"at')],
	['a last line of bytes that are no UTF-8', Buffer.from([0xFF, 0xC3, 0x0A])],
	['a torn last line of bytes that are no UTF-8', Buffer.from([0xE2, 0x82])],
])('event log: bytes that are no UTF-8 in an event, then %s -> exactly the last line is cut and kept aside', async (_name, tail) => {
	const {run, log} = await open();
	log.close();
	const [before = '', after = ''] = '{"seq":2,"at":"","run_id":"x","type":"command_done","command_id":"|"}\n'.split('|');
	fs.appendFileSync(run.events, Buffer.concat([Buffer.from(before), Buffer.from([0xFF, 0xFE, 0xC3]), Buffer.from(after)]));
	const whole = fs.readFileSync(run.events);
	fs.appendFileSync(run.events, tail);
	const opened = openEventLog(run, '20260101-000000-aaaa', () => 1, () => 0);
	opened.log.close();
	expect([opened.events.map(({seq}) => seq), opened.torn, opened.damagedLine]).toEqual([[1, 2], tail.length, undefined]);
	expect([fs.readFileSync(run.events), fs.readFileSync(`${run.events}.torn-${whole.length}`)]).toEqual([whole, tail]);
});

test('event log: neither the bytes nor the cut that takes them back reach the disk -> the next event is refused until the cut succeeds, then follows a whole line', async () => {
	const {run, log} = await open();
	const {sync, truncate} = {...disk};
	const refuse = (code: string) => () => {
		throw Object.assign(new Error(code), {code});
	};

	const append = () => log.append({type: 'command_done', command_id: 'second'});
	try {
		disk.sync = refuse('EIO');
		disk.truncate = refuse('EROFS');
		expect(append).toThrow('EROFS');
		disk.sync = sync;
		expect(append).toThrow('EROFS');
	} finally {
		Object.assign(disk, {sync, truncate});
	}

	append();
	log.close();
	expect(fs.readFileSync(run.events, 'utf8').trim().split('\n').map(line => (JSON.parse(line) as {readonly command_id: string}).command_id)).toEqual(['first', 'second']);
});

test('event log: its folder is deleted, and it is made again -> every byte of it and of the turn that runs, and it goes on', async () => {
	const {run, log} = await open();
	log.appendAgentEvents(1, [{type: 'notice', text: 'é'.repeat(700_000)}]);
	const bytes = (): Buffer => Buffer.concat([fs.readFileSync(run.events), fs.readFileSync(run.turn(1))]);
	const before = bytes();
	fs.rmSync(run.folder, {recursive: true});
	expect(log.isKept()).toBe(false);
	log.makeAgain();
	expect(bytes().equals(before)).toBe(true);
	log.append({type: 'command_done', command_id: 'second'});
	log.appendAgentEvents(1, [{type: 'notice', text: 'x'}]);
	log.check();
	expect(fs.readFileSync(run.events, 'utf8').trimEnd().split('\n').map(line => (JSON.parse(line) as {readonly seq: number}).seq)).toEqual([1, 3]);
	expect(fs.readdirSync(run.folder).toSorted()).toEqual(['events.jsonl', 'turns']);
	log.close();
});

test('event log: its folder is moved -> it is kept where it is now', async () => {
	const {run, log} = await open();
	fs.renameSync(run.folder, `${run.folder}.away`);
	expect(log.isKept()).toBe(true);
	log.close();
});

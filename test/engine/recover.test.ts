import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {startTimeOf} from '../../source/agents/process/process-evidence.js';
import {workerTagName} from '../../source/agents/process/kill-tree.js';
import type {AgentHarness, LostTurn, TurnMemory} from '../../source/domain/agent-harness.js';
import type {AgentEvent} from '../../source/domain/event/agent-event.js';
import {createInlineClient} from '../../source/engine/client/inline-client.js';
import type {FlowEventBody} from '../../source/domain/event/flow-event.js';
import {archiveDispatch} from '../../source/store/message/archive-message.js';
import {postCommand} from '../../source/store/message/mailbox-files.js';
import {keepProcess} from '../../source/store/run/process-files.js';
import {
	archived, replied, rested, selected, ticketPath, turnFinished, turnStarted,
} from '../support/flow-log.js';
import {workerTag} from '../../source/engine/start/worker-tag.js';
import {type InlineRun} from '../support/inline-run.js';
import {leftRun, runId, type Left} from '../support/left-run.js';

const storyAfter = (run: InlineRun, count: number): readonly string[] => run.story().slice(count);
const begun = [selected(1), turnStarted(1, 1)];
const spoke: AgentEvent = {type: 'output_delta', channel: 'message', text: 'I began'};

test('recover: a turn whose prompt was never sent -> it is started, under its number', async () => {
	const {run} = await leftRun({events: begun});
	const {worker} = await run.client.snapshot();
	expect(worker.life).toBe('dead');
	await run.run();
	expect(run.story().filter(line => !line.startsWith(' '))).toEqual([
		'run started',
		'select 001 for codex',
		'turn 1: work on 001 by codex, conversation new',
		'recovered: turn 1 was never sent',
		'turn 1: work on 001 by codex, conversation new',
		'turn 1 completed',
		'summary 1',
		'completed',
	]);
});

const session: AgentEvent = {type: 'session_started', conversation_id: 'conv-lost'};

/** A run that a dead worker left, with an agent that remembers this of turn 1. */
const remembering = async (memory: TurnMemory, said: readonly AgentEvent[]) => {
	const {run, layout} = await leftRun({events: begun, said: said.map((event, index) => [4 + index, event] as const)});
	const asked: LostTurn[] = [];
	const conversations: Array<string | undefined> = [];
	const harness: AgentHarness = {
		async * runTurn({conversationId}) {
			conversations.push(conversationId);
			run.setDone(1);
			yield {type: 'completed', message: 'done now'};
		},
		async recall(lost) {
			asked.push(lost);
			return memory;
		},
		close: async () => undefined,
	};
	const client = createInlineClient({repo: run.repo.path, world: {...run.world, harnessOf: () => harness}, version: '0'});
	await client.run({
		once: false, dirty: true, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false,
	});
	await client.whenIdle();
	return {
		run, layout, asked, conversations,
	};
};

test('recover: the agent remembers the end of the turn -> adopted, with its conversation; the next turn goes on in it', async () => {
	const {run, asked, conversations, layout} = await remembering({type: 'ended', end: {type: 'completed', message: 'it was done'}}, [session, spoke]);
	expect(asked).toMatchObject([{
		runId, turn: 1, attempt: 1, conversationId: 'conv-lost',
	}]);
	expect(run.story().filter(line => /^(?:turn|recovered|completed)/u.test(line))).toEqual([
		'turn 1: work on 001 by codex, conversation new', 'turn 1 completed', 'recovered: turn 1 had ended (completed), says codex', 'turn 2: work on 001 by codex, conversation conv-lost', 'turn 2 completed', 'completed',
	]);
	expect([conversations, fs.readFileSync(layout.turn(1), 'utf8').includes('it was done')]).toEqual([['conv-lost'], true]);
});

test.each<[name: string, memory: TurnMemory, said: readonly AgentEvent[], last: string]>([
	['never got it, and nothing was heard of it', {type: 'never_got_it'}, [session], 'completed'],
	['never got it, though it was heard', {type: 'never_got_it'}, [session, spoke], 'paused outcome_unknown'],
	['was broken off in it', {type: 'unknown', reason: 'broken off'}, [session, spoke], 'paused outcome_unknown'],
])('recover: the agent %s -> %s', async (_name, memory, said, last) => {
	const {run} = await remembering(memory, said);
	expect(run.story().at(-1)).toBe(last);
});

test('recover: a turn that is over since its worker died -> it took as long as the agent was heard', async () => {
	const {run, layout} = await leftRun({events: begun});
	const [start = ''] = /"at":"[^"]*"/u.exec(fs.readFileSync(layout.events, 'utf8').trimEnd().split('\n').at(-1) ?? '') ?? [];
	const startedAt = Date.parse(start.slice(6, -1));
	const said = [[4, spoke, 2000], [5, spoke, 7500], [6, {type: 'completed', message: 'all of it'}, 9_000_000]] as const;
	fs.writeFileSync(layout.turn(1), said.map(([seq, event, later]) => `${JSON.stringify({
		seq, at: new Date(startedAt + later).toISOString(), run_id: runId, type: 'agent_event', turn: 1, event,
	})}\n`).join(''));
	run.setDone(1);
	await run.run();
	const {run: state} = await run.client.snapshot();
	expect(state!.workingSeconds).toBe(7.5);
});

test('recover: a turn that ended in the transcript -> its end is taken, with its text; nothing is asked twice', async () => {
	const {run, layout} = await leftRun({events: begun, said: [[4, spoke], [5, {type: 'completed', message: 'all of it'}]]});
	run.setDone(1);
	await run.run();
	expect([run.requests.length, run.story().slice(-4)]).toEqual([0, ['turn 1 completed', 'recovered: turn 1 had ended (completed)', 'summary 1', 'completed']]);
	expect(fs.readFileSync(path.join(layout.archivedDispatch(1), 'DISPATCH.md'), 'utf8')).toContain('all of it');
});

test.each<[name: string, said: Left['said'], isRegistered: boolean]>([
	['the agent was started', undefined, true],
	['the agent had begun to speak', [[4, spoke]], false],
])('recover: %s and nobody knows the end -> rests with outcome_unknown', async (_name, said, isRegistered) => {
	const {run, layout} = await leftRun({events: begun, ...(said === undefined ? {} : {said})});
	if (isRegistered) {
		keepProcess(layout, {
			pid: 99_999_999, startTime: '1', turn: 1, attempt: 1, tag: 'of-the-dead-worker',
		});
	}

	await run.run();
	expect(run.story().slice(-2)).toEqual(['opened outcome outcome-1', 'paused outcome_unknown']);
	expect(await run.run()).toMatchObject({type: 'refused', exitCode: 3});
	expect(run.requests.length).toBe(0);
});

test.each<[happened: boolean, story: readonly string[]]>([
	[true, ['turn 1 completed', 'closed outcome outcome-1', 'turn 2: work on 001 by codex, conversation new', 'completed']],
	[false, ['turn 1 interrupted: the human says that it did not happen', 'closed outcome outcome-1', 'turn 2: work on 001 by codex, conversation new', 'completed']],
])('recover: an unknown outcome answered with happened: %s -> goes on', async (happened, story) => {
	const {run} = await leftRun({events: begun, said: [[4, spoke]]});
	await run.run();
	const before = run.story().length;
	await run.client.send({type: 'answer_outcome', turn: 1, happened});
	await run.client.whenIdle();
	const lines = storyAfter(run, before).filter(line => story.includes(line));
	expect([lines, run.requests.length]).toEqual([story, 1]);
});

test('recover: an unknown outcome, the ticket is done, it happened -> no further turn', async () => {
	const {run} = await leftRun({events: begun, said: [[4, spoke]]});
	run.setDone(1);
	await run.run();
	await run.client.send({type: 'answer_outcome', turn: 1, happened: true});
	await run.client.whenIdle();
	expect([run.requests.length, run.story().at(-1)]).toEqual([0, 'completed']);
});

test('recover: a second attempt that was never sent, the first one ended -> started, not taken for ended', async () => {
	const {run} = await leftRun({
		events: [...begun, turnStarted(1, 1, {attempt: 2})],
		said: [[3, {type: 'failed', message: 'overloaded', retry: 'transient'}]],
	});
	await run.run();
	expect(run.story().filter(line => /^(?:turn|recovered)/u.test(line))).toEqual([
		'turn 1: work on 001 by codex, conversation new', 'turn 1 attempt 2: work on 001 by codex, conversation new', 'recovered: turn 1 was never sent', 'turn 1: work on 001 by codex, conversation new', 'turn 1 completed',
	]);
});

test('recover: a question that reached the history and not the log -> it is asked', async () => {
	const {run, layout} = await leftRun({events: [...begun, turnFinished(1)]});
	fs.writeFileSync(layout.dispatchFile, 'x');
	archiveDispatch(layout, 1, {text: '---\nmode: pause\ntitle: A or B?\n---\nSay.\n'});
	await run.run();
	expect(run.story().filter(line => /dispatch|question/u.test(line))).toEqual(['dispatch 1 pause "A or B?"', 'opened question 1', 'paused question (TICKET-001)']);
	const {inbox} = await run.client.snapshot();
	expect(inbox.map(({id, body}) => ({id, body}))).toEqual([{id: '1', body: 'Say.'}]);
});

test.each<[name: string, events: readonly FlowEventBody[], lines: readonly string[]]>([
	['a question whose item was not opened', [archived(1, 'pause', 1)], ['opened question 1']],
	['an answered question whose item was not closed', [
		archived(1, 'pause', 1),
		{
			type: 'item_opened', id: '1', kind: 'question', ticket: ticketPath(1), title: 'x', since: '2026-01-01T00:00:00.000Z', next: 'x',
		},
		replied(1, '1'),
	], ['closed question 1']],
])('recover: %s -> it is, before anything else happens', async (_name, events, lines) => {
	const {run} = await leftRun({events: [...begun, turnFinished(1), ...events]});
	const before = run.story().length;
	await run.run();
	expect(storyAfter(run, before).slice(0, 1)).toEqual(lines);
});

test('recover: an answer to an unknown outcome that is in the log and still in the mailbox -> taken off, not refused', async () => {
	const {run, layout} = await leftRun({events: [...begun, rested('outcome_unknown'), turnFinished(1, {command_id: 'answer'})]});
	postCommand(layout, {
		id: 'answer', at: '2026-01-01T00:00:00.000Z', type: 'answer_outcome', turn: 1, happened: true,
	}, []);
	await run.run();
	expect([run.story().filter(line => line.includes('refused')), fs.readdirSync(layout.commands), run.story().at(-1)]).toEqual([[], [], 'completed']);
});

test('recover: a conversation that began in the turn whose end is adopted -> the next turn goes on in it', async () => {
	const {run} = await leftRun({events: begun, said: [[4, {type: 'session_started', conversation_id: 'c-7'}], [5, {type: 'completed', message: 'more to do'}]]});
	await run.run();
	expect(run.requests.map(request => request.conversationId)).toEqual(['c-7']);
});

test('recover: a dispatch archived by half -> completed under the same number', async () => {
	const {run, layout} = await leftRun({events: [...begun, turnFinished(1)]});
	fs.mkdirSync(path.join(layout.dispatchHistory, '.0001.partial'), {recursive: true});
	fs.writeFileSync(path.join(layout.dispatchHistory, '.0001.partial/DISPATCH.md'), '---\nmo');
	fs.writeFileSync(layout.dispatchFile, '---\nmode: notify\n---\nfyi\n');
	await run.run();
	expect(run.story().filter(line => /dispatch|summary/u.test(line))).toEqual(['dispatch 1 notify "fyi"', 'summary 2', 'summary 3']);
	expect(fs.readdirSync(layout.dispatchHistory)).toEqual(['0001', '0002', '0003']);
});

test('recover: a dispatch in the history and still in the outbox -> archived once', async () => {
	const {run, layout} = await leftRun({events: [...begun, turnFinished(1)]});
	archiveDispatch(layout, 1, {text: '---\nmode: notify\n---\nfyi\n'});
	fs.writeFileSync(layout.dispatchFile, '---\nmode: notify\n---\nfyi\n');
	await run.run();
	expect(run.story().filter(line => line.startsWith('dispatch'))).toEqual(['dispatch 1 notify "fyi"']);
	expect(fs.existsSync(layout.dispatchFile)).toBe(false);
});

test('recover: a reply in the log whose folder was not made -> made from the command that is still there', async () => {
	const {run, layout} = await leftRun({events: [...begun, turnFinished(1), archived(1, 'turn_summary', 1), replied(1, null, null, 'c1')]});
	postCommand(layout, {
		id: 'c1', at: '2026-01-01T00:00:00.000Z', type: 'reply', text: 'B', attachments: [],
	}, []);
	await run.run();
	expect([run.requests[0]!.prompt.includes('[USER_REPLY 0001]\n\nB'), fs.readdirSync(layout.commands), run.story().filter(line => line.includes('received'))]).toEqual([true, [], ['reply 1 received, to no question']]);
});

test('recover: a commit that was made and not logged -> no second one', async () => {
	const {run} = await leftRun({events: [...begun, turnFinished(1), archived(1, 'turn_summary', 1)]});
	run.setDone(1);
	run.write('a.txt', 'a\n');
	await run.repo.git('add', '--all');
	await run.repo.git('commit', '--quiet', '--message', 'TICKET-001: x');
	await run.run();
	expect([run.story().at(-1), await run.repo.subjects()]).toEqual(['completed', ['Begin', 'TICKET-001: x']]);
});

test('recover: a commit that was made and not logged, and its hook left the tree dirty -> taken in, no second one', async () => {
	const {run, layout} = await leftRun({events: [...begun, turnFinished(1), archived(1, 'turn_summary', 1)]});
	run.setDone(1);
	run.write('a.txt', 'a\n');
	await run.repo.git('add', '--all');
	await run.repo.git('commit', '--quiet', '--message', `TICKET-001: x\n\nCar-Turn: ${path.basename(layout.folder)}/1`);
	run.write('a.txt', 'built\n');
	await run.run();
	expect([run.story().at(-1), await run.repo.subjects(), run.story().filter(line => line.startsWith('committed'))]).toEqual(['completed', ['Begin', 'TICKET-001: x'], ['committed ticket']]);
	expect(fs.readFileSync(path.join(run.repo.path, 'a.txt'), 'utf8')).toBe('built\n');
});

test('recover: a torn last line -> cut and kept aside, the run goes on', async () => {
	const {run, layout} = await leftRun({events: [selected(1)], torn: '{"seq":3,"at":"2026-01-0'});
	await run.run();
	expect(run.story().slice(2, 4)).toEqual(['recovered: a torn last line of 24 bytes', 'recovered: a worker that died between two turns']);
	const aside = fs.readdirSync(layout.folder).find(name => name.includes('.torn-'))!;
	expect([fs.readFileSync(path.join(layout.folder, aside), 'utf8'), run.story().at(-1)]).toEqual(['{"seq":3,"at":"2026-01-0', 'completed']);
});

test('recover: damage in the middle of the log -> failed, and the line is named', async () => {
	const {run, layout} = await leftRun({events: [selected(1), turnStarted(1, 1), turnFinished(1)]});
	const lines = fs.readFileSync(layout.events, 'utf8').split('\n');
	fs.writeFileSync(layout.events, [lines[0], '{"seq": what', ...lines.slice(2)].join('\n'));
	await run.run();
	const last = JSON.parse(fs.readFileSync(layout.events, 'utf8').trimEnd().split('\n').at(-1)!) as {readonly status: string; readonly reason: string};
	expect([last.status, last.reason, run.requests.length]).toEqual(['failed', expect.stringMatching(/events\.jsonl:2 is damaged$/u), 0]);
});

test('recover: --recover with a resting run -> nothing; with a dead worker -> goes on', async () => {
	const resting = await leftRun({
		events: [selected(1), {
			type: 'run_state_changed', status: 'paused', reason_code: 'max_turns', reason: '', reason_details: [], next: '', until: null,
		}],
	});
	expect(await resting.run.run({recover: true})).toMatchObject({type: 'nothing_to_do'});
	const dead = await leftRun({events: [selected(1)]});
	await dead.run.run({recover: true});
	expect([resting.run.requests.length, dead.run.requests.length, dead.run.story().at(-1)]).toEqual([0, 1, 'completed']);
});

test('recover: processes that dead workers left -> ended, those with a tag of this repository and the group of one on record; nothing else', async () => {
	const {run, layout} = await leftRun({events: [selected(1)]});
	const start = (command: string, tag: string) => spawn('sh', ['-c', command], {detached: true, stdio: 'ignore', env: {PATH: process.env.PATH, [workerTagName]: tag}});
	const sleeper = (tag: string) => start('exec sleep 300', tag);
	// Its own environment says nothing any more, that of its child does.
	const recorded = start('sleep 300 & exec env -i /bin/sleep 300', workerTag(run.repo.path, 'last'));
	const [tagged, earlier] = [sleeper(workerTag(run.repo.path, 'last')), sleeper(workerTag(run.repo.path, 'the-one-before'))];
	const strangers = [sleeper(workerTag('/another/repository', 'last')), sleeper('tag-of-the-dead'), sleeper('')];
	const all = [recorded, tagged, earlier, ...strangers];
	try {
		await Promise.all(all.map(async child => once(child, 'spawn')));
		const keep = (pid: number, startTime: string | null): void => {
			keepProcess(layout, {
				pid, startTime, turn: 1, attempt: 1, tag: 'tag-of-the-dead',
			});
		};

		keep(recorded.pid!, startTimeOf(recorded.pid!));
		// The pid of another process, with a start time of the past: it was used again since.
		keep(strangers[0]!.pid!, '1');
		// A record that names a process rightly, and is no evidence that it is ours.
		keep(strangers[1]!.pid!, startTimeOf(strangers[1]!.pid!));
		keep(strangers[2]!.pid!, null);
		await Promise.all([once(recorded, 'exit'), once(tagged, 'exit'), once(earlier, 'exit'), run.run()]);
		expect(strangers.map(({exitCode, signalCode, pid}) => [exitCode, signalCode, startTimeOf(pid!) !== null])).toEqual([[null, null, true], [null, null, true], [null, null, true]]);
	} finally {
		for (const child of all) {
			child.kill('SIGKILL');
		}
	}
});

test('recover: what the ticket was called -> the current ticket that is gone is chosen anew', async () => {
	const {run} = await leftRun({events: [selected(1)]});
	fs.renameSync(path.join(run.repo.path, ticketPath(1)), path.join(run.repo.path, '.codex-autorunner/tickets/TICKET-001-login.md'));
	await run.run();
	expect(run.story().filter(line => line.startsWith('select'))).toEqual(['select 001 for codex', 'select 001-login for codex']);
});

test.each<[name: string, text: string | undefined, kept: string, said: readonly string[]]>([
	['is missing', undefined, '*\n', ['recovered: the state folder had no .gitignore']],
	['is a human\'s own', '*\n!tickets\n', '*\n!tickets\n', []],
])('start: the .gitignore of the state folder %s -> what is there is %j', async (_name, text, kept, said) => {
	const {run} = await leftRun({events: begun});
	fs.rmSync(path.join(run.repo.path, '.codex-autorunner/.gitignore'));
	if (text !== undefined) {
		run.write('.codex-autorunner/.gitignore', text);
	}

	await run.run();
	expect([run.story().filter(line => line.includes('.gitignore')), await run.repo.read('.codex-autorunner/.gitignore')]).toEqual([said, kept]);
});

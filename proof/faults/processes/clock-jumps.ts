import fs from 'node:fs';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import type {AgentEvent} from '../../../source/domain/event/agent-event.js';
import {layoutOf} from '../../../source/store/folder/layout.js';
import {listRuns} from '../../../source/store/run/run-folders.js';
import {readLog} from '../../../source/store/run/event-log-file.js';
import {seededRandom} from '../../crash/seeded-random.js';
import {inlineRun, type Act} from '../../../test/support/inline-run.js';
import {must, type Case, type SuiteOptions} from './case.js';

const day = 86_400_000;

const base = Date.parse('2026-03-01T12:00:00Z');

/** A clock that stands on another day at each look. */
const jumpingClock = (seed: number): (() => number) => {
	const random = seededRandom(seed);
	return () => base + random.between(-5 * day, 5 * day);
};

const steadyClock = (): (() => number) => {
	let now = base;
	return () => ++now;
};

/** One story with a question, a reply, trouble that passes, a limit and two runs; answers everything that was seen of it. */
const tell = async (now: () => number): Promise<readonly string[]> => {
	let elapsed = 0;
	const acts: readonly Act[] = [
		() => {
			run.dispatch('---\nmode: pause\n---\nA or B?\n');
			return 'asked';
		},
		() => ({type: 'failed', message: 'busy', retry: 'transient'}),
		() => ({
			type: 'failed', message: 'limit', retry: 'limit', until: new Date(base + 3_600_000).toISOString(),
		}),
		() => {
			run.setDone(1);
			run.write('one.txt', '1');
			return 'done 1';
		},
		() => {
			run.write('two.txt', '2');
			return 'not done yet';
		},
		() => {
			run.setDone(2);
			return 'done 2';
		},
		() => {
			run.setDone(3);
			return 'done 3';
		},
	];
	const run = await inlineRun(acts, {}, {
		now,
		elapsed: () => elapsed,
		async wait(milliseconds, signal) {
			elapsed += signal.aborted ? 0 : milliseconds / 1000;
			await Promise.resolve();
		},
	});
	await run.repo.ticket(1, {agent: 'codex', done: false});
	await run.repo.ticket(2, {agent: 'codex', done: false});
	await run.run();
	await run.client.send({type: 'reply', text: 'B', attachments: []});
	await run.client.whenIdle();
	const first = run.story();
	const firstId = listRuns(layoutOf(run.repo.path)).at(-1)?.runId;
	await run.repo.ticket(3, {agent: 'codex', done: false});
	await run.run();
	const runs = listRuns(layoutOf(run.repo.path));
	const numbers = runs.map(({runId}) => {
		const {events} = readLog(layoutOf(run.repo.path).run(runId).events);
		return events.every((event, index) => index === 0 || event.seq > (events[index - 1]?.seq ?? 0));
	});
	const {run: newest} = await run.client.snapshot();
	await run.client.close();
	fs.rmSync(run.repo.path, {recursive: true, force: true});
	return [
		...first,
		`runs ${runs.map(({number}) => number).join(' ')}`,
		`in order ${numbers.join(' ')}`,
		`the first run is the first: ${String(runs[0]?.runId === firstId)}`,
		`newest ${newest?.number ?? 0} ${newest?.status ?? ''}`,
		`turns ${run.requests.length}`,
	];
};

const sameStory = async (seed: number): Promise<void> => {
	const [steady, jumped] = [await tell(steadyClock()), await tell(jumpingClock(seed))];
	must(steady.includes('completed'), `the story is not told to its end: ${steady.join(' | ')}`);
	const difference = jumped.findIndex((line, index) => line !== steady[index]);
	must(difference === -1 && jumped.length === steady.length, `"${jumped[difference] ?? 'nothing'}" instead of "${steady[difference] ?? 'nothing'}"`);
};

/** Nobody answers: neither a clock that jumps nor the night in which nothing ran denies it, only time awake does. */
const unanswered = async (): Promise<void> => {
	let [now, elapsed] = [base, 0];
	let decided: string | undefined;
	let decide: (value: string) => void = () => undefined;
	const run = await inlineRun([], {}, {
		now: () => now,
		elapsed: () => elapsed,
		harnessOf: () => ({
			async * runTurn(): AsyncGenerator<AgentEvent> {
				yield {type: 'session_started', conversation_id: 'c'};
				yield {
					type: 'approval_requested', request_id: '1', kind: 'command', description: 'May I?',
				};
				yield {
					type: 'completed', message: await new Promise<string>(resolve => {
						decide = resolve;
					}),
				};
			},
			async answerApproval(_id, decision) {
				decided = decision;
				run.setDone(1);
				decide(decision);
				return true;
			},
			close: async () => undefined,
		}),
	});
	run.write('.codex-autorunner/config.yml', 'approvals:\n  deny_after: 12s\n');
	await run.repo.ticket(1, {agent: 'codex', done: false});
	const running = run.run();
	const isOpen = (): boolean => run.story().some(line => line.includes('approval'));
	while (!fs.existsSync(path.join(run.repo.path, '.codex-autorunner/runs')) || listRuns(layoutOf(run.repo.path)).length === 0 || !isOpen()) {
		await delay(20);
	}

	/** The worker looks four times a second. */
	const looks = async (): Promise<void> => delay(700);
	now += 3 * day;
	await looks();
	must(decided === undefined, 'the clock jumped by three days, and it was denied');
	now -= 6 * day;
	for (const _ of [1, 2]) {
		elapsed += 8 * 3600;
		await looks();
		must(decided === undefined, 'the machine slept, and it was denied');
	}

	elapsed += 8 * 3600;
	await looks();
	must(decided === 'deny', 'it was not denied when its time was over');
	await running;
	await run.client.close();
};

export const clockJumps = (options: SuiteOptions): readonly Case[] => [
	...Array.from({length: options.isShort ? 1 : 20}, (_, index) => ({name: `a clock that jumps by days ${index + 1}`, play: async () => sameStory((options.seed * 31) + index)})),
	{name: 'a question that nobody answers', play: unanswered},
];

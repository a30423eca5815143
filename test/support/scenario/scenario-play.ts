import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {stringify} from 'yaml';
import {createInlineClient, type InlineClient} from '../../../source/engine/client/inline-client.js';
import type {RunAnswer, RunOptions} from '../../../source/engine/client/flow-client.js';
import type {World} from '../../../source/engine/flow.js';
import {newRunId} from '../../../source/store/run/run-folders.js';
import {tempFolder} from '../temp-folder.js';
import {createScriptedAgent, type ScriptedAgent} from './scenario-agent.js';
import {
	gitIn, operate, writeContent, type Stage,
} from './scenario-operations.js';
import {describeLog, readEvents} from './scenario-trace.js';
import type {Operation, Scenario} from './scenario.js';

/** What a scenario came to: the log in the project's own words, and what lies on disk at the end. */
export type Trace = {
	readonly story: readonly string[];
	readonly git: {readonly log: readonly string[]; readonly dirty: readonly string[]};
	readonly tickets: Readonly<Record<string, string>>;
	readonly messages: Readonly<Record<string, string>>;
};

const plain: RunOptions = {
	once: false, dirty: true, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false,
};

const settingsOf = (scenario: Scenario): Record<string, unknown> => ({
	max_total_turns: 50, ...scenario.config, conversation: 'turn', commit: 'agent',
});

const writeConfig = (stage: Stage): void => {
	fs.writeFileSync(path.join(stage.repo, '.codex-autorunner/config.yml'), stringify({ticket_flow: stage.settings}));
};

/** Git folders of what the scenarios begin with, made once in each test process and copied from then on. */
const begun = new Map<string, string>();

/** Makes the folder a repository, with all that lies in it as the first commit. The same files make the same one; those of the state folder count where they aren't ignored. */
const placeRepository = (scenario: Scenario, repo: string): void => {
	const {git, ignore_car: isIgnored, files = {}} = scenario;
	const key = JSON.stringify([git, isIgnored, Object.entries(files).filter(([name]) => isIgnored === false || !/^(?:\{T\}|\{RUN\}|\.codex-autorunner)\//v.test(name))]);
	const known = begun.get(key);
	if (known !== undefined) {
		fs.cpSync(known, path.join(repo, '.git'), {recursive: true, preserveTimestamps: true});
		return;
	}

	gitIn(repo, 'init', '--quiet', '--template=', '--initial-branch=main');
	if (git !== 'empty') {
		gitIn(repo, 'add', '--all');
		gitIn(repo, 'commit', '--quiet', '--allow-empty', '--message', 'initial');
	}

	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'begun-'));
	fs.cpSync(path.join(repo, '.git'), folder, {recursive: true, preserveTimestamps: true});
	begun.set(key, folder);
};

const setStage = async (scenario: Scenario, runId: string): Promise<Stage> => {
	const repo = await tempFolder('scenario');
	const stage: Stage = {
		repo, runId, ticket: '', settings: settingsOf(scenario),
	};
	fs.mkdirSync(path.join(repo, '.codex-autorunner', ...(scenario.tickets_dir === false ? [] : ['tickets'])), {recursive: true});
	if (scenario.ignore_car !== false) {
		fs.writeFileSync(path.join(repo, '.codex-autorunner/.gitignore'), '*\n');
	}

	for (const [name, content] of Object.entries(scenario.files ?? {})) {
		writeContent(stage, name, content);
	}

	placeRepository(scenario, repo);
	for (const operation of scenario.setup ?? []) {
		operate(stage, operation);
	}

	writeConfig(stage);
	return stage;
};

/** A clock that stands still until the first run has its id, so that files can be laid out for it before. */
const standingClock = () => {
	const start = Date.now();
	let isStanding = true;
	return {
		start,
		now: () => isStanding ? start : Date.now(),
		random: () => isStanding ? 0 : Math.random(),
		go() {
			isStanding = false;
		},
	};
};

const describeAnswer = (answer: RunAnswer): string => {
	switch (answer.type) {
		case 'refused': {
			return `run refused, exit ${answer.exitCode}`;
		}

		case 'nothing_to_do': {
			return 'run: nothing to do';
		}

		case 'started':
		case 'joined': {
			return `run ${answer.type}`;
		}

		default: {
			return answer satisfies never;
		}
	}
};

/** Plays a scenario through the engine in this process, with real files and a real repository, and tells what came of it. */
export const playScenario = async (scenario: Scenario): Promise<Trace> => {
	const clock = standingClock();
	const runId = newRunId(clock.start, () => 0);
	const stage = await setStage(scenario, runId);
	const pending = new Map(Object.entries(scenario.between ?? {}).map(([step, operations]) => [Number(step), operations]));
	const lastStep = scenario.max_steps ?? 12;
	let step = 0;
	let isHeld = false;
	const agent: ScriptedAgent = createScriptedAgent(scenario, stage, async () => {
		step++;
		if (pending.has(step) || step >= lastStep) {
			isHeld = true;
			await client.send({type: 'pause_after_turn'});
		}
	});
	const client = clientFor(stage, clock, agent);
	const story: string[] = [];
	let newest = runId;
	let told = 0;
	let asked = 0;
	const run = async (options: RunOptions): Promise<void> => {
		const answer = await client.run(options);
		if (answer.type !== 'started') {
			story.push(describeAnswer(answer));
		}

		clock.go();
		await client.whenIdle();
		const id = answer.type === 'started' ? answer.runId : newest;
		told = id === newest ? told : 0;
		newest = id;
		const file = path.join(stage.repo, `.codex-autorunner/runs/${id}/events.jsonl`);
		const events = fs.existsSync(file) ? readEvents(file) : [];
		story.push(...describeLog(events.slice(told), agent.requests.slice(asked)));
		told = events.length;
		asked = agent.requests.length;
	};

	await run(plain);
	for (let next = nextPause(pending, step); next !== undefined; next = nextPause(pending, step)) {
		const {run: state} = await client.snapshot();
		if (state?.status === 'running') {
			break;
		}

		step = isHeld && state?.reasonCode === 'paused_by_you' ? step : Math.max(step, next);
		isHeld = false;
		const operations = pending.get(next)!;
		pending.delete(next);
		story.push(`human: ${operations.map(operation => operation.op).join(', ') || 'nothing'}`);
		const answers = actAsHuman(stage, operations, story);
		const isQuestion = state?.reasonCode === 'question';
		await run({...plain, noAnswer: isQuestion && !answers && operations.some(operation => operation.op === 'resume')});
	}

	await client.close();
	const lines = [...story, ...agent.mistakes.map(mistake => `script error: ${mistake}`)];
	return {
		story: lines.map(line => line.replaceAll(runId, '<run>')), git: gitFacts(stage), tickets: textsIn(path.join(stage.repo, '.codex-autorunner/tickets')), messages: messagesOf(stage),
	};
};

const nextPause = (pending: ReadonlyMap<number, unknown>, step: number): number | undefined =>
	[...pending.keys()].toSorted((one, other) => one - other).find(key => key >= step);

/** Returns whether one of the operations is a reply. */
const actAsHuman = (stage: Stage, operations: readonly Operation[], story: string[]): boolean => {
	for (const operation of operations) {
		try {
			operate(stage, operation);
		} catch (error) {
			story.push(`script error: ${operation.op}: ${String(error).split('\n')[0]!.replaceAll(stage.repo, '')}`);
		}
	}

	writeConfig(stage);
	return operations.some(({op}) => op === 'reply' || op === 'user_reply');
};

const clientFor = (stage: Stage, clock: Pick<World, 'now' | 'random'>, agent: ScriptedAgent): InlineClient => {
	const home = path.join(stage.repo, '.git/home');
	const env = {
		PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: path.join(home, 'config'), XDG_STATE_HOME: path.join(home, 'state'),
	};
	const world: World = {
		now: clock.now,
		elapsed: () => performance.now() / 1000,
		async wait() {
			await Promise.resolve();
		},
		random: clock.random,
		env,
		harnessOf: () => agent.harness,
	};
	return createInlineClient({repo: stage.repo, world, version: '0.0.0'});
};

const gitFacts = (stage: Stage): Trace['git'] => {
	const lines = (...args: readonly string[]): readonly string[] => gitIn(stage.repo, ...args).split('\n').filter(Boolean);
	if (!fs.existsSync(path.join(stage.repo, '.git/HEAD'))) {
		return {log: [], dirty: []};
	}

	let log: readonly string[] = isAtFirstCommit(stage.repo) ? ['initial'] : [];
	try {
		log = log.length > 0 ? log : lines('log', '--format=%s').map(subject => subject.replaceAll(stage.runId, '<run>'));
	} catch {
		// No commit yet.
	}

	return {log, dirty: lines('status', '--porcelain', '--untracked-files=all').filter(line => !line.includes('.codex-autorunner/'))};
};

/** HEAD has moved once in all, and that was the first commit: git need not be asked. */
const isAtFirstCommit = (repo: string): boolean => {
	const moves = path.join(repo, '.git/logs/HEAD');
	return fs.existsSync(moves) && /^0+ \S+ [^\n]*\tcommit \(initial\): initial\n$/v.test(fs.readFileSync(moves, 'utf8'));
};

const shown = (text: string): string => [...text].length > 600 ? `${[...text].slice(0, 60).join('')}… (${[...text].length} characters)` : text;

const textsIn = (folder: string): Readonly<Record<string, string>> => fs.existsSync(folder)
	? Object.fromEntries(fs.readdirSync(folder, {withFileTypes: true}).filter(entry => entry.isFile()).map(entry => entry.name).toSorted().map(name => [name, shown(fs.readFileSync(path.join(folder, name), 'utf8'))]))
	: {};

/** Everything in the run's outbox and histories, and what it says. */
const messagesOf = (stage: Stage): Readonly<Record<string, string>> => {
	const folder = path.join(stage.repo, '.codex-autorunner/runs', stage.runId);
	const names = ['DISPATCH.md', 'dispatch', 'dispatch_history', 'USER_REPLY.md', 'reply', 'reply_history'];
	const found: Array<readonly [string, string]> = [];
	const walk = (name: string): void => {
		const file = path.join(folder, name);
		const stat = fs.lstatSync(file, {throwIfNoEntry: false});
		if (stat?.isDirectory()) {
			for (const inner of fs.readdirSync(file).toSorted()) {
				walk(`${name}/${inner}`);
			}
		} else if (stat?.isSymbolicLink()) {
			found.push([name, `-> ${fs.readlinkSync(file)}`]);
		} else if (stat !== undefined) {
			found.push([name, shown(fs.readFileSync(file, 'utf8'))]);
		}
	};

	for (const name of names) {
		walk(name);
	}

	return Object.fromEntries(found);
};

import path from 'node:path';
import process from 'node:process';
import {loadConfig} from '../../../source/store/folder/config-files.js';
import {newControl, runWorker} from '../../../source/engine/worker.js';
import type {Kill} from '../matrix/crash-plan.js';
import type {Stage, WorkerEnd} from '../matrix/stage.js';
import {ticketPath, ticketText} from '../matrix/ticket-text.js';
import type {Evidence, HumanActs} from '../model/evidence.js';
import {readState, type ReadingFiles} from '../model/read-state.js';
import type {Story} from '../stories/story.js';
import {
	beginProcess, Crash, endProcess, unnumbered, type DiskError,
} from './effect-gate.js';
import files, {mount, mounted} from './memory-files.js';
import {createMemoryDisk} from './memory-disk.js';
import {createSimulatedHarness} from './simulated-agent.js';
import {enterWorld, newWorld, type SimulatedWorld} from './simulated-world.js';

const folder = '/life';
const repo = `${folder}/repo`;
const env = {HOME: `${folder}/home`, XDG_CONFIG_HOME: `${folder}/config`, XDG_STATE_HOME: `${folder}/state`};

const write = (file: string, text: string): void => {
	files.mkdirSync(path.dirname(file), {recursive: true});
	files.writeFileSync(file, text);
};

/** Lays out the repository of a story on a new disk and enters a new world. */
export const layOut = (story: Story): SimulatedWorld => {
	mount(createMemoryDisk());
	const world = newWorld(story, repo);
	enterWorld(world);
	unnumbered(() => {
		mounted().foreign(() => {
			write(`${repo}/.git/HEAD`, 'ref: refs/heads/main\n');
			write(`${repo}/.codex-autorunner/.gitignore`, '*\n');
			for (const [index, agent] of story.tickets.entries()) {
				write(ticketPath(repo, index + 1), ticketText(index + 1, agent));
			}

			write(`${env.XDG_CONFIG_HOME}/codex-autorunner/config.yml`, JSON.stringify({
				agents: {script: {type: 'command', command: ['agent']}}, ticket_flow: {default_agent: 'script', ...story.ticketFlow},
			}));
		});
	});
	return world;
};

/** Collects what a worker says on stderr; a dying one says much. */
const overhear = (): {readonly said: () => string; readonly stop: () => void} => {
	const write = process.stderr.write.bind(process.stderr);
	const pieces: string[] = [];
	process.stderr.write = ((piece: string) => {
		pieces.push(piece);
		return true;
	});
	return {
		said: () => pieces.join(''),
		stop() {
			process.stderr.write = write;
		},
	};
};

/** Plays one worker in this process: its effects are numbered, and its kill makes every further one fail. */
const playWorker = async (world: SimulatedWorld, start: Parameters<Stage['start']>[0], {kill, error, orphanSteps}: {readonly kill: Kill | undefined; readonly error: DiskError | undefined; readonly orphanSteps: number}): Promise<WorkerEnd> => {
	world.generation++;
	world.orphanSteps = orphanSteps;
	const running = beginProcess(kill, error);
	const hit = (): string | undefined => running.hit ?? (running.refused.length === 0 ? undefined : `${error?.code ?? ''}:${running.refused.join(',')}`);
	const end = {isStuck: false, labels: [], said: ''};
	const ear = overhear();
	try {
		const {config} = loadConfig(repo, env);
		const answer = await runWorker({
			repo, config, version: 'simulated', ...start,
		}, {
			now: Date.now, elapsed: () => performance.now() / 1000, wait: async () => undefined, random: Math.random, env, harnessOf: createSimulatedHarness,
		}, newControl());
		return {
			...end, points: running.points, hit: hit(), code: answer.type === 'rested' && answer.state.status !== 'failed' ? 0 : 1, said: `${answer.type === 'rested' ? answer.state.reason ?? '' : ''}${ear.said()}`,
		};
	} catch (error_) {
		if (error_ instanceof Crash || running.hit !== undefined) {
			return {
				...end, points: running.points, hit: running.hit, code: null,
			};
		}

		return {
			...end, points: running.points, hit: hit(), code: 1, said: error_ instanceof Error ? error_.stack ?? error_.message : String(error_),
		};
	} finally {
		ear.stop();
		endProcess();
		// It is gone, whatever became of it.
		world.generation++;
	}
};

export type SimulatedKills = {
	/** The n-th worker ends at the n-th of them. */
	readonly workers: readonly Kill[];
	readonly orphanSteps: number;
	/** The disk of the n-th worker refuses as the n-th of them says. */
	readonly errors?: readonly DiskError[];
	/** Called when a worker ended, with its number; the disk may then lose power. */
	readonly onEnd?: (worker: number, end: WorkerEnd, acts: HumanActs) => void;
};

/** A stage on which nothing is real but the program. */
export const simulatedStage = (world: SimulatedWorld, kills: SimulatedKills): Stage => {
	let started = 0;
	return {
		folder,
		repo,
		env,
		files: {
			mkdirSync(made, options) {
				mounted().foreign(() => {
					files.mkdirSync(made, options);
				});
			},
			writeFileSync(file, text) {
				mounted().foreign(() => {
					files.writeFileSync(file, text);
				});
			},
			renameSync(from, to) {
				mounted().foreign(() => {
					files.renameSync(from, to);
				});
			},
			readdirSync: read => files.readdirSync(read) as string[],
		},
		async start(start, acts) {
			const number = started++;
			const end = await playWorker(world, start, {kill: kills.workers[number], error: kills.errors?.[number], orphanSteps: kills.orphanSteps});
			kills.onEnd?.(number, end, acts);
			return end;
		},
		hasEnded: (runId, turn) => world.journal.some(note => note.what === 'ended' && note.turn === `${runId}-${turn}`),
	};
};

/** What is left of a simulated life, for the same judge. */
export const simulatedEvidence = (world: SimulatedWorld, acts: HumanActs): Evidence => {
	const tree = world.commits.at(-1)?.tree ?? {};
	const names = (files.readdirSync(repo) as string[]).filter(name => name.startsWith('work-'));
	return {
		acts,
		prompts: world.prompts,
		journal: world.journal,
		...readState(files as unknown as ReadingFiles, `${repo}/.codex-autorunner`),
		commits: world.commits.slice(1).map(({hash, message}) => ({hash, subject: message.split('\n')[0] ?? '', trailers: message.split('\n').filter(line => line.startsWith('Car-Turn: '))})),
		dirty: names.filter(name => files.readFileSync(path.join(repo, name), 'utf8') !== tree[name]),
		refs: [...world.refs.keys()],
		work: tree,
		isLocked: false,
		survivors: world.processes.map(running => running.pid),
		tickets: readState(files as unknown as ReadingFiles, `${repo}/.codex-autorunner`).tickets,
	};
};

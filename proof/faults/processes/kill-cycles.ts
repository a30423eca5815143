import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {isAlive} from '../../../source/agents/process/process-evidence.js';
import {workerTagName} from '../../../source/agents/process/kill-tree.js';
import {workerTag} from '../../../source/engine/start/worker-tag.js';
import {seededRandom, type Random} from '../../crash/seeded-random.js';
import {must, type Case, type SuiteOptions} from './case.js';
import {openPlace, type Place, type Worker} from './place.js';
import {endProcesses, processesWith, until} from './watch-processes.js';

type Child = {
	readonly name: string;
	/** Shell; `$T` is the time to sleep, by which its processes are found again. */
	readonly script: string;
	readonly processes: number;
	/** Only its place in the agent's tree tells whose it is, so the agent must be alive when it is looked for. */
	readonly needsParent?: boolean;
};

const children: readonly Child[] = [
	{name: 'ignores TERM', script: '(trap "" TERM; exec sleep $T) &', processes: 1},
	{name: 'session of its own', script: 'setsid sleep $T &', processes: 1},
	{name: 'session of its own, ignores TERM', script: 'setsid sh -c \'trap "" TERM; exec sleep \'$T &', processes: 1},
	{name: 'forks twice', script: '(setsid sh -c \'trap "" TERM; sleep \'$T\' & sleep \'$T\' &\' &)', processes: 2},
	{name: 'holds no pipe', script: 'sleep $T > /dev/null 2>&1 < /dev/null &', processes: 1},
	{
		name: 'no environment', script: 'env -i /bin/sleep $T &', processes: 1, needsParent: true,
	},
	{
		name: 'no environment, session of its own', script: 'env -i /usr/bin/setsid /bin/sleep $T &', processes: 1, needsParent: true,
	},
	{name: 'suspended', script: String.raw`sh -c "kill -STOP \$\$; :" $T &`, processes: 1},
	{name: 'begins again', script: 'setsid sh -c \'trap : TERM; while :; do sleep \'$T\'; done\' &', processes: 1},
];

const ends = ['stop', 'worker KILL', 'worker TERM', 'agent KILL', 'agent exits'] as const;

type Plan = {readonly end: typeof ends[number]; readonly children: readonly Child[]; readonly ignoresTerm: boolean};

const planOf = (random: Random, cycle: number): Plan => {
	const end = ends[cycle % ends.length] ?? 'stop';
	const isOrphaning = end === 'agent KILL' || end === 'agent exits';
	const possible = children.filter(({needsParent = false}) => !(needsParent && isOrphaning));
	const chosen = possible.filter(() => random.next() < 0.5);
	return {end, children: chosen.length === 0 ? [random.pick(possible)] : chosen, ignoresTerm: random.next() < 0.5};
};

const scriptOf = (plan: Plan, time: string): string => [
	'cat > /dev/null',
	`T=${time}`,
	'echo $$ > "$J/pid"',
	...plan.children.map(({script}) => script),
	'touch "$J/up"',
	...(plan.end === 'agent exits'
		? ['until [ -e "$J/go" ]; do read -t 0.05 < /dev/null || command sleep 0.05; done', 'exit 0']
		: [...(plan.ignoresTerm ? ['trap "" TERM'] : []), 'while :; do sleep $T; done']),
].join('\n');

/** What must never be hurt: a process of another repository's worker, one that stands in this one, and one that is like the agent's own. */
const bystanders = async (place: Place, time: string): Promise<readonly ChildProcess[]> => {
	const env = {PATH: process.env.PATH ?? ''};
	const all = [
		spawn('sleep', [`1${time}`], {detached: true, stdio: 'ignore', env: {...env, [workerTagName]: workerTag(`${place.repo}-other`, 'x')}}),
		spawn('sleep', [`1${time}`], {
			detached: true, stdio: 'ignore', env, cwd: place.repo,
		}),
		spawn('sleep', [`1${time}`], {stdio: 'ignore', env: {...env, CAR_SPAWN_ID: '0000000000000000'}}),
	];
	await Promise.all(all.map(async child => once(child, 'spawn')));
	return all;
};

const sumOf = (plan: Plan): number => plan.children.reduce((sum, {processes}) => sum + processes, 0);

/** Ends the run in the way of the plan; answers how the run must rest. */
const endRun = async (place: Place, plan: Plan, worker: Worker): Promise<RegExp> => {
	switch (plan.end) {
		case 'stop': {
			place.command('stop');
			await worker.ended;
			return /^stopped$/v;
		}

		case 'worker KILL': {
			worker.signal('SIGKILL');
			await worker.ended;
			await place.start({recover: true}).ended;
			return /^paused outcome_unknown$/v;
		}

		case 'worker TERM': {
			worker.signal('SIGTERM');
			await worker.ended;
			return /^running$/v;
		}

		case 'agent KILL': {
			process.kill(Number(place.read('pid')), 'SIGKILL');
			await worker.ended;
			return /^paused agent_error$/v;
		}

		case 'agent exits': {
			place.write('go', '');
			await worker.ended;
			return /^paused no_progress$/v;
		}

		default: {
			return plan.end satisfies never;
		}
	}
};

export type KillCounts = {processes: number};

const playCycle = async (options: SuiteOptions, cycle: number, counts: KillCounts): Promise<void> => {
	const plan = planOf(seededRandom((options.seed * 104_729) + cycle), cycle);
	// A number that nothing else on this machine sleeps for.
	const time = `9${process.pid}${String(cycle).padStart(4, '0')}`;
	const place = openPlace(options, scriptOf(plan, time));
	const strangers = await bystanders(place, time);
	const worker = place.start();
	try {
		await until('the agent and its children are up', () => place.hasNote('up') && processesWith(time).length >= sumOf(plan));
		counts.processes += processesWith(time).length;
		const rest = await endRun(place, plan, worker);
		const left = processesWith(time);
		const told = `${plan.end}; ${plan.children.map(({name}) => name).join(', ')}${plan.ignoresTerm ? '; the agent ignores TERM' : ''}`;
		must(left.length === 0, `${left.length} survivors (${told}): ${worker.said()}`);
		must(strangers.every(({pid, exitCode, signalCode}) => exitCode === null && signalCode === null && isAlive(pid ?? 0)), `a foreign process was ended (${told})`);
		must(rest.test(place.rest()), `the run is ${place.rest()} (${told}): ${worker.said()}`);
		place.remove();
	} finally {
		worker.signal('SIGKILL');
		endProcesses(processesWith(time));

		for (const child of strangers) {
			child.kill('SIGKILL');
		}
	}
};

/** So many agents with children that do not want to end, each ended in one of five ways. */
export const killCycles = (options: SuiteOptions, cycles: number, counts: KillCounts): readonly Case[] => Array.from({length: cycles}, (_, cycle) => ({
	name: `cycle ${cycle + 1}`,
	play: async () => playCycle(options, cycle, counts),
}));

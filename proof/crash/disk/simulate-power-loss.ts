import {expectationOf} from '../model/expectation.js';
import {judge} from '../model/judge.js';
import {playStory} from '../matrix/play-story.js';
import type {Kill, Moment} from '../matrix/crash-plan.js';
import type {Score} from '../score-line.js';
import {seededRandom, type Random} from '../seeded-random.js';
import type {Story} from '../stories/story.js';
import {acknowledge, missing} from './acknowledged.js';
import {mount, mounted} from './memory-files.js';
import {measureStory, playable, type SimulationOptions} from './simulate-crashes.js';
import {layOut, simulatedEvidence, simulatedStage} from './simulated-stage.js';

const moments: readonly Moment[] = ['before', 'middle', 'after'];

/** States that are looked at for one loss of power, at most; the last of them is lived on with. A few choices make few states, and looking twice at one proves nothing. */
const mostLooks = 60;

type Loss = {states: number; choices: number; readonly sins: string[]};

/** The power fails: many of the states the disk may be in are held against what was acknowledged, and the last one is what the next start finds. */
const losePower = (loss: Loss, random: Random, hit: string | undefined, acts: Parameters<typeof acknowledge>[1]): void => {
	const before = mounted();
	const acknowledged = acknowledge(hit, acts);
	const choices = before.pending();
	loss.choices += choices;
	const looks = Math.min(mostLooks, 2 ** Math.min(choices, 10));
	for (let look = 0; look < looks; look++) {
		mount(before.afterPowerLoss(random));
		loss.states++;
		if (loss.sins.length === 0) {
			loss.sins.push(...missing(acknowledged));
		}
	}
};

const killsOf = (random: Random, points: readonly number[]): readonly Kill[] => Array.from({length: random.between(1, 4)}, (_, index) => ({
	point: random.between(1, index === 0 ? points[0] ?? 1 : random.pick([20, points[0] ?? 1])), moment: random.pick(moments), patience: 0,
}));

/** What an agent said in a turn whose end nobody saw is a convenience and may be damaged. */
const isAllowed = (sin: string): boolean => /^\d{4}\.jsonl:\d+ is no event$/v.test(sin);

const liveWithoutPower = async (story: Story, random: Random, points: readonly number[]): Promise<{readonly loss: Loss; readonly hits: string; readonly sins: readonly string[]}> => {
	const loss: Loss = {states: 0, choices: 0, sins: []};
	const world = layOut(story);
	const stage = simulatedStage(world, {
		workers: killsOf(random, points),
		orphanSteps: random.between(0, 4),
		onEnd(_, end, acts) {
			// Whoever came to an end by itself may lose the power too: what it said must stay true.
			if (end.hit !== undefined || random.next() < 0.5) {
				losePower(loss, random, end.hit, acts);
				world.processes = [];
				world.boot++;
			}
		},
	});
	const {acts, workers, trouble} = await playStory(stage, story);
	const broken = judge(simulatedEvidence(world, acts), expectationOf(story)).filter(sin => !isAllowed(sin));
	return {loss, hits: workers.map(worker => worker.hit ?? 'lived').join('; '), sins: [...loss.sins, ...trouble === undefined ? [] : [`stuck: ${trouble}`], ...broken]};
};

/** Lives stories in which the power fails at one effect, and again in what the next starts do: of what was not synced any part may be gone. */
export const simulatePowerLoss = async (options: SimulationOptions): Promise<Omit<Score, 'form'>> => {
	const begin = performance.now();
	const chosen = playable(options.only);
	const points = new Map<string, readonly number[]>();
	let [states, lives, failures, choices] = [0, 0, 0, 0];
	for (let number = options.life ?? options.lane; states < options.wanted && failures < options.most && (options.life === undefined || lives === 0); number += options.lanes) {
		const story = chosen[number % chosen.length];
		if (story === undefined) {
			throw new Error(`there is no story ${options.only ?? ''}`);
		}

		const known = points.get(story.name) ?? await measureStory(story);
		points.set(story.name, known);
		const {loss, hits, sins} = await liveWithoutPower(story, seededRandom((options.seed * 1_000_003) + number), known);
		lives++;
		states += loss.states;
		choices += loss.choices;
		if (sins.length > 0) {
			failures++;
			console.log(`${story.name} without power (${hits}): ${sins.slice(0, 6).join('; ')}`);
			console.log(`  npm run test:disk -- --crashes 0 --seed ${options.seed}${options.only === undefined ? '' : ` --story ${options.only}`} --life ${number}`);
		}
	}

	return {
		suite: 'power', counts: {
			states, lives, stories: chosen.length, 'unsynced changes': choices,
		}, failures, seed: options.seed, seconds: (performance.now() - begin) / 1000,
	};
};

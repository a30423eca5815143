import {expectationOf} from '../model/expectation.js';
import {judge} from '../model/judge.js';
import {playStory} from '../matrix/play-story.js';
import type {Score} from '../score-line.js';
import {seededRandom} from '../seeded-random.js';
import {stories} from '../stories/stories.js';
import type {Story} from '../stories/story.js';
import {planLife} from './plan-kills.js';
import {layOut, simulatedEvidence, simulatedStage} from './simulated-stage.js';

export type SimulationOptions = {
	readonly wanted: number;
	readonly seed: number;
	/** Name of the one story to play. */
	readonly only: string | undefined;
	/** Number of the one life to live. */
	readonly life: number | undefined;
	/** Failures after which there is no need to go on. */
	readonly most: number;
	/** Of how many lanes this is which: lives are dealt out among them. */
	readonly lane: number;
	readonly lanes: number;
};

export const playable = (only: string | undefined): readonly Story[] => stories.filter(story => story.play !== undefined && (only === undefined || story.name === only));

/** A life in which nobody dies says how many effects the workers of a story have. */
export const measureStory = async (story: Story): Promise<readonly number[]> => {
	const world = layOut(story);
	const {acts, workers, trouble} = await playStory(simulatedStage(world, {workers: [], orphanSteps: 0}), story);
	const sins = [...trouble === undefined ? [] : [trouble], ...judge(simulatedEvidence(world, acts), expectationOf(story))];
	if (sins.length > 0) {
		throw new Error(`${story.name} goes wrong with nobody killed: ${sins.join('; ')}`);
	}

	return workers.map(worker => worker.points);
};

/** Lives stories in which worker after worker ends at one of its effects, until so many have ended. */
export const simulateCrashes = async (options: SimulationOptions): Promise<Omit<Score, 'form'>> => {
	const begin = performance.now();
	const chosen = playable(options.only);
	const points = new Map<string, readonly number[]>();
	const places = new Set<string>();
	let [crashes, lives, failures] = [0, 0, 0];
	for (let number = options.life ?? options.lane; crashes < options.wanted && failures < options.most && (options.life === undefined || lives === 0); number += options.lanes) {
		const story = chosen[number % chosen.length];
		if (story === undefined) {
			throw new Error(`there is no story ${options.only ?? ''}`);
		}

		const [known = 0] = points.get(story.name) ?? await measureStory(story);
		points.set(story.name, [known]);
		const life = planLife(options.seed, Math.floor(number / chosen.length), known);
		const world = layOut(story);
		const {acts, workers, trouble} = await playStory(simulatedStage(world, {workers: life.kills, orphanSteps: seededRandom(life.seed).between(0, 4)}), story);
		const sins = [...trouble === undefined ? [] : [`stuck: ${trouble}`], ...judge(simulatedEvidence(world, acts), expectationOf(story))];
		lives++;
		for (const {hit} of workers) {
			if (hit !== undefined) {
				crashes++;
				places.add(`${story.name} ${hit.replaceAll(/[\da-f]{12,}|\d{8}-\d{6}-\w{4}/gv, '*')}`);
			}
		}

		if (sins.length > 0) {
			failures++;
			console.log(`${story.name} (${workers.map(worker => worker.hit ?? 'lived').join('; ')}): ${sins.slice(0, 6).join('; ')}`);
			console.log(`  npm run test:disk -- --states 0 --seed ${options.seed}${options.only === undefined ? '' : ` --story ${options.only}`} --life ${number}`);
		}
	}

	return {
		suite: 'simulation', counts: {
			crashes, lives, stories: chosen.length, places: places.size,
		}, failures, seed: options.seed, seconds: (performance.now() - begin) / 1000,
	};
};

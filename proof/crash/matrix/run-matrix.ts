import fs from 'node:fs';
import type {Score} from '../score-line.js';
import {stories} from '../stories/stories.js';
import type {Story} from '../stories/story.js';
import {seededRandom} from '../seeded-random.js';
import {parseAim} from './crash-plan.js';
import {createGround, placeOf, type Ground} from './ground.js';
import {liveThrough} from './live-through.js';
import {planLife} from './plan-life.js';
import type {Programs} from './run-worker.js';
import {createWorkshop, type Workshop} from './workspace.js';

export type MatrixOptions = {
	readonly programs: Programs;
	readonly kills: number;
	/** Whether to go on until a worker was killed at every effect of every story. */
	readonly isWhole: boolean;
	readonly seed: number;
	readonly lanes: number;
	/** Name of the one story to play. */
	readonly only: string | undefined;
	/** A file with which a long run goes on where it was stopped. */
	readonly state: string | undefined;
	/** Failures after which there is no need to go on. */
	readonly most: number;
	readonly stop: AbortSignal;
};

/** How far a series came; all of it is written to the state file. */
type Progress = {
	seed: number;
	lives: number;
	kills: number;
	unknown: number;
	seconds: number;
	failures: string[];
	/** Story, moment and effect of every kill: how much of the ground was covered. */
	places: Set<string>;
};

const fresh = (seed: number): Progress => ({
	seed, lives: 0, kills: 0, unknown: 0, seconds: 0, failures: [], places: new Set(),
});

const load = (file: string | undefined, seed: number): Progress => {
	if (file === undefined || !fs.existsSync(file)) {
		return fresh(seed);
	}

	const saved = JSON.parse(fs.readFileSync(file, 'utf8')) as Omit<Progress, 'places'> & {places: string[]};
	return saved.seed === seed ? {...saved, places: new Set(saved.places)} : fresh(seed);
};

const save = (file: string | undefined, progress: Progress): void => {
	if (file !== undefined) {
		fs.writeFileSync(`${file}.tmp`, JSON.stringify({...progress, places: [...progress.places]}));
		fs.renameSync(`${file}.tmp`, file);
	}
};

const sinLines = (story: Story, hits: ReadonlyArray<string | undefined>, sins: readonly string[], seed: number): string => [
	`${story.name} (seed ${seed}): ${sins.slice(0, 6).join('; ')}`,
	`  npm run test:crash -- --story ${story.name} --replay '${hits.map(hit => hit ?? '').join(';')}'`,
].join('\n');

/** A life without a kill says which effects the workers of a story have, and that the story is sound. */
const measure = async (programs: Programs, workshop: Workshop, story: Story): Promise<readonly string[]> => {
	const {played, sins} = await liveThrough(programs, workshop, story, undefined);
	if (sins.length > 0) {
		throw new Error(`${story.name} goes wrong with nobody killed: ${sins.join('; ')}`);
	}

	return played.workers.flatMap(worker => worker.labels);
};

/** More kills in one life would leave too little of its story. */
const mostAims = 16;

/** Plays lives, several at a time, until so many workers were killed. */
export const runMatrix = async (options: MatrixOptions): Promise<Omit<Score, 'form'>> => {
	const {programs, seed} = options;
	const chosen = stories.filter(story => options.only === undefined || story.name === options.only);
	if (chosen.length === 0) {
		throw new Error(`there is no story ${options.only ?? ''}; there are ${stories.map(story => story.name).join(', ')}`);
	}

	const workshop = createWorkshop('matrix');
	const progress = load(options.state, seed);
	const begin = performance.now() - (progress.seconds * 1000);
	const grounds = new Map<Story, Ground>();
	const isOpen = (story: Story): boolean => {
		const ground = grounds.get(story);
		return ground === undefined || ground.reached() + ground.lost().length < ground.size;
	};

	let next = progress.lives;
	/** The stories by turns; those of which every effect was met wait for the others. */
	const nextStory = (): Story => {
		const open = options.isWhole ? chosen.filter(story => isOpen(story)) : chosen;
		const among = open.length === 0 ? chosen : open;
		return among[next % among.length]!;
	};

	const liveOne = async (): Promise<void> => {
		const story = nextStory();
		const random = seededRandom((seed * 1_000_003) + next);
		next++;
		const ground = grounds.get(story) ?? createGround(story.name, await measure(programs, workshop, story), progress.places, seed);
		grounds.set(story, grounds.get(story) ?? ground);
		const aims = ground.take(Math.min(mostAims, Math.ceil(options.kills / chosen.length)), random);
		const {played, sins} = await liveThrough(programs, workshop, story, planLife(aims, ground.size, random));
		const hits = played.workers.map(worker => worker.hit);
		progress.lives++;
		progress.kills += hits.filter(hit => hit !== undefined).length;
		progress.unknown += played.acts.outcomes.length;
		progress.seconds = (performance.now() - begin) / 1000;
		for (const hit of hits) {
			const aim = hit === undefined ? undefined : parseAim(hit);
			if (aim !== undefined) {
				progress.places.add(placeOf(story.name, aim));
			}
		}

		ground.settle(aims);
		if (sins.length > 0) {
			const lines = sinLines(story, hits, sins, seed);
			progress.failures.push(lines);
			console.log(lines);
		}

		save(options.state, progress);
	};

	const count = (of: (ground: Ground) => number): number => [...grounds.values()].map(ground => of(ground)).reduce((sum, each) => sum + each, 0);
	let told = performance.now();
	const tellHowFar = (): void => {
		if (performance.now() - told > 60_000) {
			told = performance.now();
			console.log(`  ${Math.round(progress.seconds)} s: ${progress.kills} kills in ${progress.lives} lives, ${count(ground => ground.reached())} of ${count(ground => ground.size)} effects`);
		}
	};

	const isDone = (): boolean => progress.kills >= options.kills && (!options.isWhole || chosen.every(story => !isOpen(story)));
	const lane = async (): Promise<void> => {
		while (!isDone() && !options.stop.aborted && progress.failures.length < options.most) {
			await liveOne();
			tellHowFar();
		}
	};

	await Promise.all(Array.from({length: options.lanes}, lane));
	const lost = [...grounds].flatMap(([story, ground]) => ground.lost().map(label => `${story.name}: no worker came to "${label}" again`));
	for (const line of lost) {
		console.log(line);
	}

	if (progress.failures.length === 0) {
		workshop.close();
	}

	return {
		suite: options.only === undefined ? 'crash' : `crash-${options.only}`,
		counts: {
			kills: progress.kills,
			lives: progress.lives,
			stories: grounds.size,
			'effects of them': count(ground => ground.size),
			'of these hit': count(ground => ground.reached()),
			'places with recoveries': progress.places.size,
			'asked the human': progress.unknown,
		},
		failures: progress.failures.length + (options.isWhole ? lost.length : 0),
		seed,
		seconds: progress.seconds,
	};
};

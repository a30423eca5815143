import fs from 'node:fs';
import type {Score} from '../score-line.js';
import {stories} from '../stories/stories.js';
import type {Story} from '../stories/story.js';
import {liveThrough} from './live-through.js';
import {describeKills, planLife} from './plan-kills.js';
import type {Programs} from './run-worker.js';
import {createWorkshop, type Workshop} from './workspace.js';

export type MatrixOptions = {
	readonly programs: Programs;
	readonly kills: number;
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

const sinLines = (story: Story, hits: string, sins: readonly string[], seed: number): string => [
	`${story.name} (seed ${seed}): ${sins.slice(0, 6).join('; ')}`,
	`  npm run test:crash -- --story ${story.name} --replay '${hits}'`,
].join('\n');

/** A life without a kill says how many effects the first worker of a story has, and that the story is sound. */
const measure = async (programs: Programs, workshop: Workshop, story: Story): Promise<number> => {
	const {played, sins} = await liveThrough(programs, workshop, story, undefined);
	if (sins.length > 0) {
		throw new Error(`${story.name} goes wrong with nobody killed: ${sins.join('; ')}`);
	}

	return played.workers[0]?.points ?? 0;
};

/** Plays lives, several at a time, until so many workers were killed. */
export const runMatrix = async (options: MatrixOptions): Promise<Omit<Score, 'form'>> => {
	const {programs, seed} = options;
	const chosen = stories.filter(story => options.only === undefined || story.name === options.only);
	const workshop = createWorkshop('matrix');
	const progress = load(options.state, seed);
	const begin = performance.now() - (progress.seconds * 1000);
	const points = new Map<string, number>();
	let next = progress.lives;

	const liveOne = async (): Promise<void> => {
		const number = next++;
		const story = chosen[number % chosen.length];
		if (story === undefined) {
			throw new Error(`there is no story ${options.only ?? ''}`);
		}

		const known = points.get(story.name) ?? await measure(programs, workshop, story);
		points.set(story.name, known);
		const life = planLife(seed, Math.floor(number / chosen.length), known);
		const {played, sins} = await liveThrough(programs, workshop, story, life.kills);
		const hits = played.workers.map(worker => worker.hit);
		progress.lives++;
		progress.kills += hits.filter(hit => hit !== undefined).length;
		progress.unknown += played.acts.outcomes.length;
		progress.seconds = (performance.now() - begin) / 1000;
		for (const hit of hits) {
			if (hit !== undefined) {
				progress.places.add(`${story.name} ${hit}`);
			}
		}

		if (sins.length > 0) {
			const lines = sinLines(story, describeKills(hits, life.kills), sins, seed);
			progress.failures.push(lines);
			console.log(lines);
		}

		save(options.state, progress);
	};

	const lane = async (): Promise<void> => {
		while (progress.kills < options.kills && !options.stop.aborted && progress.failures.length < options.most) {
			await liveOne();
		}
	};

	await Promise.all(Array.from({length: options.lanes}, lane));
	if (progress.failures.length === 0) {
		workshop.close();
	}

	return {
		suite: options.only === undefined ? 'crash' : `crash-${options.only}`,
		counts: {
			kills: progress.kills, lives: progress.lives, stories: chosen.length, places: progress.places.size, 'asked the human': progress.unknown,
		},
		failures: progress.failures.length,
		seed,
		seconds: progress.seconds,
	};
};

import type {DiskError} from '../crash/disk/effect-gate.js';
import {measureStory, playable, type SimulationOptions} from '../crash/disk/simulate-crashes.js';
import {layOut, simulatedEvidence, simulatedStage} from '../crash/disk/simulated-stage.js';
import {playStory} from '../crash/matrix/play-story.js';
import type {WorkerEnd} from '../crash/matrix/stage.js';
import {expectationOf} from '../crash/model/expectation.js';
import {judge} from '../crash/model/judge.js';
import type {Score} from '../crash/score-line.js';
import {seededRandom, type Random} from '../crash/seeded-random.js';
import {explainSystemError} from '../../source/domain/system-error.js';

/** What a disk says when it refuses. A full one may stay full for long: the worker waits. */
const codes = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'EACCES'] as const;

/** A golden step goes through the effects of a story evenly. */
const pointOf = (seed: number, index: number, points: number): number => 1 + Math.floor((((seed * 0.414_213_56) + (index * 0.618_033_988_749_895)) % 1) * points);

const errorOf = (random: Random, point: number, code: string): DiskError => ({
	point, code, lasts: random.pick([1, 1, 2, 5, 40, 200]), isHalf: random.next() < 0.5 && ['ENOSPC', 'EDQUOT', 'EIO'].includes(code),
});

/** A worker that could not go on must have said which trouble of the system it was, and not have fallen over: in the log as a sentence, or, where it could not write there, as the system's error. */
const wordlessIn = (workers: readonly WorkerEnd[]): readonly string[] => workers.flatMap(({hit, code, said}) => {
	const name = hit?.split(':')[0] ?? '';
	const sentence = explainSystemError(Object.assign(new Error(name), {code: name}))?.what ?? name;
	return hit === undefined || code === 0 || said.includes(name) || said.includes(sentence) ? [] : [`${hit}: the worker ended without a word of it: ${said.slice(0, 400)}`];
});

/** Lives stories in which the disk of a worker refuses its n-th effect, and some after it, until so many were refused; the next starts find a sound disk. */
export const refuseEffects = async (options: SimulationOptions): Promise<Omit<Score, 'form'>> => {
	const begin = performance.now();
	const chosen = playable(options.only);
	const points = new Map<string, number>();
	const places = new Set<string>();
	let [refused, lives, failures, ended] = [0, 0, 0, 0];
	for (let number = options.life ?? options.lane; refused < options.wanted && failures < options.most && (options.life === undefined || lives === 0); number += options.lanes) {
		const story = chosen[number % chosen.length];
		if (story === undefined) {
			throw new Error(`there is no story ${options.only ?? ''}`);
		}

		const [known = 0] = points.has(story.name) ? [points.get(story.name)] : await measureStory(story);
		points.set(story.name, known);
		const index = Math.floor(number / chosen.length);
		const random = seededRandom((options.seed * 1_000_003) + number);
		const code = codes[index % codes.length] ?? 'EIO';
		const errors = [errorOf(random, pointOf(options.seed, index, known), code), errorOf(random, random.between(1, known), random.pick(codes))];
		const world = layOut(story);
		const {acts, workers, trouble} = await playStory(simulatedStage(world, {workers: [], orphanSteps: random.between(0, 4), errors}), story);
		const sins = [...trouble === undefined ? [] : [`stuck: ${trouble}`], ...wordlessIn(workers), ...judge(simulatedEvidence(world, acts), expectationOf(story))];
		lives++;
		for (const {hit, code: exit} of workers) {
			const effects = hit?.split(':', 2)[1]?.split(',') ?? [];
			refused += effects.length;
			ended += hit !== undefined && exit !== 0 ? 1 : 0;
			for (const effect of effects) {
				places.add(`${hit?.split(':')[0] ?? ''} ${story.name} ${effect.replaceAll(/[\da-f]{12,}|\d{8}-\d{6}-\w{4}/gv, '*')}`);
			}
		}

		if (sins.length > 0) {
			failures++;
			console.log(`${story.name} (${workers.map(worker => worker.hit?.slice(0, 300) ?? 'lived').join('; ')}): ${sins.slice(0, 6).join('; ')}`);
			console.log(`  npm run test:faults -- --only disk-errors --seed ${options.seed}${options.only === undefined ? '' : ` --story ${options.only}`} --life ${number}`);
		}
	}

	return {
		suite: 'disk-errors', counts: {
			refusals: refused, lives, 'ended workers': ended, stories: chosen.length, places: places.size,
		}, failures, seed: options.seed, seconds: (performance.now() - begin) / 1000,
	};
};

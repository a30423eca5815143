import fs from 'node:fs';
import path from 'node:path';
import {UserError} from '../../source/domain/user-error.js';
import {disk, errorCode, type Disk} from '../../source/store/file/durable-write.js';
import {setTicketField} from '../../source/store/ticket/ticket-edits.js';
import {createTicketReader} from '../../source/store/ticket/ticket-files.js';
import type {Score} from '../crash/score-line.js';
import {seededRandom, type Random} from '../crash/seeded-random.js';
import {saveOf, saveStyles, type Save} from './savers.js';

const ticket = '.codex-autorunner/tickets/TICKET-001.md';
const first = '---\nagent: codex\ndone: false\n---\nThe beginning.\n';

/** Does the given before each effect of the program on the disk. */
const withEffects = (before: (name: keyof Disk) => void, act: () => void): void => {
	const real = {...disk};
	for (const name of Object.keys(real) as Array<keyof Disk>) {
		const effect = real[name] as (...args: unknown[]) => unknown;
		Reflect.set(disk, name, (...args: unknown[]) => {
			before(name);
			return effect(...args);
		});
	}

	try {
		act();
	} finally {
		Object.assign(disk, real);
	}
};

/** Does the steps of saves one after the other, each at a moment of its own. One that has the file open goes on before the next `close` at the latest: so long a writer may take. */
const createSavers = (saves: readonly Save[], random: Random) => {
	const pending = saves.flatMap(save => save.steps.map((step, index) => ({save, step, index})));
	const places: string[] = [];
	const next = (where: string): boolean => {
		const [now] = pending;
		if (now === undefined) {
			return false;
		}

		try {
			now.step();
		} catch (error) {
			// What programs see at the moment in which the file is taken away; they try again.
			if (errorCode(error) === 'ENOENT' && now.index === 0) {
				return false;
			}

			throw error;
		}

		pending.shift();
		places.push(`${now.save.style} ${now.index + 1} at ${where}`);
		return true;
	};

	return {
		places,
		isWriting: () => saves.some(save => save.isOpen()),
		at(name: keyof Disk, number: number): void {
			const [now] = pending;
			const mustGoOn = name === 'close' && now?.save.isOpen() === true;
			const goesOn = (): boolean => (mustGoOn && pending[0]?.save.isOpen() === true) || random.next() < 0.12;
			while (goesOn() && next(`${name} ${number}`)) {
				// As many steps as chance wants at this place.
			}
		},
		finish(): void {
			while (next('end')) {
				// The rest comes after ours.
			}
		},
	};
};

const textsIn = (folder: string): readonly string[] => fs.existsSync(folder) ? fs.readdirSync(folder).map(name => fs.readFileSync(path.join(folder, name), 'utf8')) : [];

export type Interleaving = {readonly places: readonly string[]; readonly sins: readonly string[]};

/** One ticket, a human and an agent who save it, and `car` that sets a field meanwhile; answers what was lost. The folder must be empty. */
export const interleaveOnce = (repo: string, seed: number): Interleaving => {
	const random = seededRandom(seed);
	const file = path.join(repo, ticket);
	fs.mkdirSync(path.dirname(file), {recursive: true});
	fs.writeFileSync(file, first);
	const past = (Date.now() / 1000) - 60;
	fs.utimesSync(file, past, past);
	const lines = ['The human was here.', 'The agent was here.'];
	const savers = createSavers(lines.map(line => saveOf(random.pick(saveStyles), file, line)), random);
	let effects = 0;
	const sins: string[] = [];
	let isRefused = false;
	try {
		withEffects(name => {
			effects++;
			savers.at(name, effects);
		}, () => {
			setTicketField(repo, ticket, 'done', true);
		});
	} catch (error) {
		// Vim has it away, or somebody has emptied it, and takes very long over it: car says so.
		isRefused = (!fs.existsSync(file) || savers.isWriting()) && error instanceof UserError;
		sins.push(...isRefused ? [] : [`car: ${error instanceof Error ? error.message : String(error)}`]);
	}

	const isAfter = savers.places.length;
	savers.finish();
	const text = fs.readFileSync(file, 'utf8');
	const kept = [text, ...textsIn(path.join(repo, '.codex-autorunner/trash')), ...textsIn(path.dirname(file))];
	for (const line of ['The beginning.', ...lines]) {
		if (!kept.some(each => each.includes(line))) {
			sins.push(`lost: ${line}`);
		}
	}

	const [entry] = createTicketReader(repo).read(['codex']).entries;
	if (entry === undefined || entry.problems.length > 0) {
		sins.push(`the ticket is broken: ${JSON.stringify(text)}`);
	}

	// A program that read before ours was there and saves after car's last look writes over our field; nobody else may.
	const isOvertaken = savers.places.length > isAfter || Number(savers.places.at(-1)?.split(' ').at(-1) ?? 0) >= effects - 1;
	if (!isRefused && !isOvertaken && entry?.ticket?.done !== true) {
		sins.push('our field is lost');
	}

	const left = fs.readdirSync(path.dirname(file)).filter(name => name.startsWith('.'));
	return {places: savers.places, sins: left.length === 0 ? sins : [...sins, `left behind: ${left.join(', ')}`]};
};

/** Plays so many interleavings; each has a seed of its own, which a failure prints. */
export const interleaveSaves = (options: {readonly wanted: number; readonly seed: number; readonly most: number; readonly folder: string; readonly only?: number}): Omit<Score, 'form'> => {
	const begin = performance.now();
	const places = new Set<string>();
	let [interleavings, failures, saves] = [0, 0, 0];
	for (let number = options.only ?? 0; interleavings < (options.only === undefined ? options.wanted : 1) && failures < options.most; number++) {
		const repo = fs.mkdtempSync(path.join(options.folder, 'saves-'));
		const played = interleaveOnce(repo, (options.seed * 1_000_003) + number);
		interleavings++;
		saves += played.places.filter(place => !place.endsWith('end')).length;
		for (const place of played.places) {
			places.add(place);
		}

		fs.rmSync(repo, {recursive: true});
		if (played.sins.length > 0) {
			failures++;
			console.log(`${played.places.join('; ')}: ${played.sins.join('; ')}`);
			console.log(`  npm run test:faults -- --only saves --seed ${options.seed} --case ${number}`);
		}
	}

	return {
		suite: 'saves', counts: {interleavings, 'steps in between': saves, places: places.size}, failures, seed: options.seed, seconds: (performance.now() - begin) / 1000,
	};
};

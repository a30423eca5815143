import {sanitiseLine} from '../../../domain/text/sanitise.js';
import type {AppState} from '../../state.js';
import {fit} from '../../../domain/words/width.js';
import {wrapLine} from '../../../domain/words/wrap.js';
import {emptyRow, rowOf, type Row} from '../../theme.js';
import {restStep} from './next-step.js';

/** What the engine does now, as far as the disk tells: the run's status corrected by the worker's life. */
export type Activity = 'none' | 'starting' | 'running' | 'waiting' | 'silent' | 'dead' | 'paused' | 'stopped' | 'completed' | 'failed';

/** A run whose log says `running` runs only while its worker lives. */
export const activityOf = ({snapshot, isStarting}: AppState): Activity => {
	const run = snapshot?.run ?? null;
	const life = snapshot?.worker.life ?? 'absent';
	if (isStarting && life !== 'alive') {
		return 'starting';
	}

	if (run === null) {
		return life === 'alive' ? 'starting' : 'none';
	}

	if (run.status !== 'running') {
		return run.status;
	}

	if (life === 'silent') {
		return 'silent';
	}

	return life === 'alive' ? (run.reasonCode === null ? 'running' : 'waiting') : 'dead';
};

/** Whether an agent works right now, so that the clock moves. */
export const isTurnRunning = (state: AppState): boolean =>
	activityOf(state) === 'running' && state.snapshot?.run?.openTurn !== null;

const lastWords = (state: AppState): string => {
	const words = state.snapshot?.worker.lastWords ?? null;
	return words === null ? 'The worker is gone and left no last words.' : `The worker is gone; its last words: ${sanitiseLine(words)}`;
};

type Sentences = (state: AppState, reason: string) => readonly string[];

const saysNothing: Sentences = () => [];

const withReason: Sentences = (state, reason) => [reason, restStep(state)];

const sentences: Readonly<Record<Activity, Sentences>> = {
	dead(state) {
		const agent = state.snapshot?.worker.agentPid ?? null;
		return [lastWords(state), agent === null ? 'Nothing runs. r goes on where it stopped.' : `Its agent (pid ${agent}) still works. r ends it and asks what became of its turn.`];
	},
	silent: state => [`The worker has been silent for ${Math.round(state.snapshot?.worker.silentSeconds ?? 0)} s. It may be suspended; nothing is lost.`],
	waiting: (state, reason) => [`Waits: ${reason}`, restStep(state)],
	paused: withReason,
	failed: withReason,
	stopped: () => ['Stopped. r goes on.'],
	completed: (_, reason) => [reason === '' ? 'Completed.' : reason, 'Press 1, then a, to add a ticket. R shows what happened.'],
	none: saysNothing,
	starting: saysNothing,
	running: saysNothing,
};

const firstRows = (line: string, width: number): readonly string[] => {
	const rows = wrapLine(line, width);
	return rows.length <= 3 ? rows : [...rows.slice(0, 2), fit(`${rows[2] ?? ''}  ...`, width)];
};

/** Below the log: why nothing happens and what goes on from here; at most six rows and an empty one above them. Empty while an agent works. */
export const restLines = (state: AppState, width: number): readonly Row[] => {
	const lines = sentences[activityOf(state)](state, sanitiseLine(state.snapshot?.run?.reason ?? '')).filter(line => line !== '');
	// Who reads what was said needs the room; the status line says how things stand.
	if (lines.length === 0 || !state.log.isFollowing) {
		return [];
	}

	const isBad = activityOf(state) === 'dead' || activityOf(state) === 'failed';
	return [emptyRow, ...lines.flatMap((line, index) => firstRows(line, width - 1).map(row => rowOf(` ${row}`, index === 0 ? (isBad ? 'bad' : 'strong') : 'plain')))];
};

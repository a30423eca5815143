import {UserError} from '../../domain/user-error.js';
import type {
	FlowClient, LogLeaf, LeafKey, RunLog,
} from '../../engine/client/flow-client.js';
import type {Message} from '../message.js';
import type {Effect, LogPerformers} from '../effect.js';
import {sentenceOf} from './error-words.js';
import {createLogSearch} from './search-log.js';

/** Leaves read with the one that was asked for, on each side: small ones fill no window alone. */
const neighbours = 1;

const walk = (log: RunLog, key: LeafKey | null, side: 'above' | 'below'): readonly LogLeaf[] => {
	const leaves: LogLeaf[] = [];
	for (let next = key; next !== null && leaves.length < neighbours;) {
		const leaf = log.leaf(next);
		leaves.push(leaf);
		next = leaf[side];
	}

	return leaves;
};

type Clock = Effect<'read_clock'>['clock'];

/** The last moment before the end of a log when a clock showed this time, in the terminal's time zone. Milliseconds since 1970. */
export const lastTime = (end: number, clock: Clock): number => {
	const date = new Date(end);
	date.setHours(clock.hours, clock.minutes, clock.seconds, 0);
	if (date.getTime() > end) {
		date.setDate(date.getDate() - 1);
	}

	return date.getTime();
};

export type LogReader = {
	/** Opens the newest log before anybody asks, so that the first jump is as quick as the next; quiet where there is none. */
	readonly warm: () => Promise<void>;
	readonly performers: LogPerformers;
	readonly close: () => void;
};

/** Reads and searches the logs of runs for the screen; what comes of it is sent back. One log is open at a time. */
export const createLogReader = (client: Pick<FlowClient, 'openLog'>, send: (message: Message) => void): LogReader => {
	let opened: RunLog | undefined;
	const seeking = {stop: new AbortController()};

	const open = async (runId: string | null): Promise<RunLog> => {
		if (opened?.runId === runId) {
			return opened;
		}

		// Null is the newest run, which may be another one by now.
		const next = await client.openLog(runId);
		if (opened?.runId === next.runId) {
			next.close();
			return opened;
		}

		opened?.close();
		opened = next;
		return next;
	};

	const searching = createLogSearch(open, send);

	const show = async ({asked, runId, spot, aim}: Omit<Effect<'read_log'>, 'type'>): Promise<void> => {
		const log = await open(runId);
		const found = log.find({...spot});
		if (found === undefined) {
			throw new UserError(spot.type === 'turn' ? `Run #${log.number} has no turn ${spot.turn}.` : 'The log has no such place.', '');
		}

		const {leaf, seq} = found;
		const leaves = [...walk(log, leaf.above, 'above').toReversed(), leaf, ...walk(log, leaf.below, 'below')];
		send({
			type: 'log_read', asked, run: {runId: log.runId, number: log.number}, leaves, seq, aim,
		});
	};

	const seekMark = async ({runId, marks, choice, from}: Effect<'seek_mark'>): Promise<void> => {
		seeking.stop.abort();
		seeking.stop = new AbortController();
		const {signal} = seeking.stop;
		const log = await open(runId);
		const seq = await log.findMark(marks, from, signal);
		if (!signal.aborted) {
			send({
				type: 'mark_found', runId: log.runId, seq: seq ?? null, direction: from.direction, choice,
			});
		}
	};

	const told = <AnyEffect>(task: (effect: AnyEffect) => void | Promise<void>) => async (effect: AnyEffect): Promise<void> => {
		try {
			await task(effect);
		} catch (error) {
			send({type: 'log_failed', message: sentenceOf(error)});
		}
	};

	return {
		performers: {
			read_log: told(show),
			read_leaf: told(async ({runId, key}) => {
				const log = await open(runId);
				send({type: 'leaf_read', runId: log.runId, leaf: log.leaf(key)});
			}),
			read_clock: told(async ({asked, runId, clock}) => {
				const log = await open(runId);
				const last = log.find({type: 'end'})?.leaf.lines.at(-1)?.at;
				const at = lastTime(last === undefined ? Date.now() : Date.parse(last), clock);
				await show({
					asked, runId, spot: {type: 'clock', at}, aim: {},
				});
			}),
			seek_mark: told(seekMark),
			search_log: told(async ({runId, search}) => searching.start(runId, search)),
			seek_hit: told(async ({from}) => searching.seek(from)),
			number_hit: told(({seq, before}) => {
				searching.number(seq, before);
			}),
			export_turn: told(async ({runId, turn}) => {
				const log = await open(runId);
				send({type: 'noted', text: `Turn ${turn} is written to ${await log.exportTurn(turn)}`, isTrouble: false});
			}),
		},
		async warm() {
			try {
				const log = await open(null);
				log.find({type: 'end'});
			} catch {
				// There is no run yet, or it cannot be read: whoever asks for it is told.
			}
		},
		close() {
			searching.close();
			seeking.stop.abort();
			opened?.close();
		},
	};
};

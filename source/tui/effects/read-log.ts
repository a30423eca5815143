import {UserError} from '../../domain/user-error.js';
import type {
	FlowClient, LogPage, PageKey, RunLog,
} from '../../engine/client/flow-client.js';
import type {LogEffect, Message} from '../message.js';
import {inKeys} from '../text/in-keys.js';
import {sentence} from '../../domain/words/short-words.js';
import {createLogSearch} from './search-log.js';

/** Pages read with the one that was asked for, on each side: small ones fill no window alone. */
const neighbours = 1;

const walk = (log: RunLog, key: PageKey | null, side: 'above' | 'below'): readonly LogPage[] => {
	const pages: LogPage[] = [];
	for (let next = key; next !== null && pages.length < neighbours;) {
		const page = log.page(next);
		pages.push(page);
		next = page[side];
	}

	return pages;
};

type Clock = Extract<LogEffect, {type: 'read_clock'}>['clock'];

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
	readonly perform: (effect: LogEffect) => Promise<void>;
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

	const show = async ({asked, runId, place, aim}: Omit<Extract<LogEffect, {type: 'read_log'}>, 'type'>): Promise<void> => {
		const log = await open(runId);
		const found = log.find({...place});
		if (found === undefined) {
			throw new UserError(place.type === 'turn' ? `Run #${log.number} has no turn ${place.turn}.` : 'The log has no such place.', '');
		}

		const {page, seq} = found;
		const pages = [...walk(log, page.above, 'above').toReversed(), page, ...walk(log, page.below, 'below')];
		send({
			type: 'log_read', asked, run: {runId: log.runId, number: log.number}, pages, seq, aim,
		});
	};

	const seekMark = async ({runId, marks, choice, from}: Extract<LogEffect, {type: 'seek_mark'}>): Promise<void> => {
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

	const perform = async (effect: LogEffect): Promise<void> => {
		switch (effect.type) {
			case 'read_log': {
				await show(effect);
				return;
			}

			case 'read_page': {
				const log = await open(effect.runId);
				send({type: 'page_read', runId: log.runId, page: log.page(effect.key)});
				return;
			}

			case 'read_clock': {
				const log = await open(effect.runId);
				const last = log.find({type: 'end'})?.page.lines.at(-1)?.at;
				const at = lastTime(last === undefined ? Date.now() : Date.parse(last), effect.clock);
				await show({
					asked: effect.asked, runId: effect.runId, place: {type: 'clock', at}, aim: {},
				});
				return;
			}

			case 'seek_mark': {
				await seekMark(effect);
				return;
			}

			case 'search_log': {
				await searching.start(effect.runId, effect.search);
				return;
			}

			case 'seek_hit': {
				await searching.seek(effect.from);
				return;
			}

			case 'number_hit': {
				searching.number(effect.seq, effect.before);
				return;
			}

			case 'export_turn': {
				const log = await open(effect.runId);
				send({type: 'noted', text: `Turn ${effect.turn} is written to ${await log.exportTurn(effect.turn)}`, isTrouble: false});
				return;
			}

			default: {
				effect satisfies never;
			}
		}
	};

	return {
		async warm() {
			try {
				const log = await open(null);
				log.find({type: 'end'});
			} catch {
				// There is no run yet, or it cannot be read: whoever asks for it is told.
			}
		},
		async perform(effect) {
			try {
				await perform(effect);
			} catch (error) {
				const text = error instanceof UserError ? sentence(error.message, inKeys(error.hint)) : (error instanceof Error ? error.message : String(error));
				send({type: 'log_failed', message: text});
			}
		},
		close() {
			searching.close();
			seeking.stop.abort();
			opened?.close();
		},
	};
};

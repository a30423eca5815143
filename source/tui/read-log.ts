import type {
	FlowClient, LogPage, LogPlace, LogSearch, PageKey, RunLog,
} from '../engine/client/flow-client.js';
import {UserError} from '../domain/user-error.js';
import type {LogEffect, Message} from './message.js';
import {sentence} from './text/words.js';

/** Pages read with the one that was asked for, on each side: small ones fill no window alone. */
const neighbours = 2;

/** Hits that are remembered; more are counted and no more. */
const mostHits = 1_000_000;

/** A search that goes on or is over. */
type Running = {
	readonly runId: string;
	readonly stop: AbortController;
	/** `seq` of every hit so far, in order. */
	readonly hits: number[];
	isOver: boolean;
	/** Called whenever there are more hits. */
	wake: () => void;
};

/** The first hit at or after a `seq`, as its place among the hits. */
const placeOf = (hits: readonly number[], seq: number): number => {
	let low = 0;
	let high = hits.length;
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if ((hits[middle] ?? 0) < seq) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
};

const walk = (log: RunLog, key: PageKey | null, side: 'above' | 'below'): readonly LogPage[] => {
	const pages: LogPage[] = [];
	for (let next = key; next !== null && pages.length < neighbours;) {
		const page = log.page(next);
		pages.push(page);
		next = page[side];
	}

	return pages;
};

/** The last moment before the end of a log when a clock showed this time, in the terminal's time zone. Milliseconds since 1970. */
export const lastTime = (end: number, {hours, minutes, seconds}: {readonly hours: number; readonly minutes: number; readonly seconds: number}): number => {
	const date = new Date(end);
	date.setHours(hours, minutes, seconds, 0);
	if (date.getTime() > end) {
		date.setDate(date.getDate() - 1);
	}

	return date.getTime();
};

export type LogReader = {readonly perform: (effect: LogEffect) => Promise<void>; readonly close: () => void};

/** Reads and searches the logs of runs for the screen; what comes of it is sent back. One log is open at a time. */
export const createLogReader = (client: Pick<FlowClient, 'openLog'>, send: (message: Message) => void): LogReader => {
	let opened: RunLog | undefined;
	let running: Running | undefined;
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

	const show = async (runId: string | null, place: LogPlace, aim: Extract<LogEffect, {type: 'read_log'}>['aim']): Promise<void> => {
		const log = await open(runId);
		const found = log.find({...place});
		if (found === undefined) {
			throw new UserError(place.type === 'turn' ? `Run #${log.number} has no turn ${place.turn}.` : 'The log has no such place.', '');
		}

		const {page, seq} = found;
		const pages = [...walk(log, page.above, 'above').toReversed(), page, ...walk(log, page.below, 'below')];
		send({
			type: 'log_read', run: {runId: log.runId, number: log.number}, pages, seq, aim,
		});
	};

	const search = async (runId: string | null, what: LogSearch): Promise<void> => {
		running?.stop.abort();
		const log = await open(runId);
		const mine: Running = {
			runId: log.runId, stop: new AbortController(), hits: [], isOver: false, wake: () => undefined,
		};
		running = mine;
		let toldAt = 0;
		let hits = 0;
		for await (const step of log.search(what, mine.stop.signal)) {
			hits += step.hits.length;
			mine.hits.push(...step.hits.slice(0, mostHits - mine.hits.length));
			mine.wake();
			if (performance.now() - toldAt > 100 && !mine.stop.signal.aborted) {
				toldAt = performance.now();
				send({
					type: 'searched', hits, share: Math.min(0.99, step.bytes / Math.max(1, step.total)), trouble: null,
				});
			}
		}

		mine.isOver = true;
		mine.wake();
		if (!mine.stop.signal.aborted) {
			send({
				type: 'searched', hits, share: 1, trouble: null,
			});
		}
	};

	/** Waits until the hit is sure: the first one after a place is as soon as it is found, the last one before it when the search has passed. */
	const seekHit = async ({seq, direction}: Extract<LogEffect, {type: 'seek_hit'}>['from']): Promise<void> => {
		const mine = running;
		if (mine === undefined) {
			return;
		}

		const isSure = (): boolean => mine.isOver || mine.stop.signal.aborted || (mine.hits.at(-1) ?? 0) > seq;
		while (!isSure()) {
			await new Promise<void>(resolve => {
				mine.wake = resolve;
				mine.stop.signal.addEventListener('abort', () => {
					resolve();
				}, {once: true});
			});
		}

		if (mine.stop.signal.aborted) {
			return;
		}

		const at = direction === 'next' ? placeOf(mine.hits, seq + 1) : placeOf(mine.hits, seq) - 1;
		send({
			type: 'hit_found', runId: mine.runId, seq: mine.hits[at] ?? null, at: at + 1, direction,
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
				await show(effect.runId, effect.place, effect.aim);
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
				await show(effect.runId, {type: 'clock', at: lastTime(last === undefined ? Date.now() : Date.parse(last), effect.clock)}, {});
				return;
			}

			case 'seek_mark': {
				await seekMark(effect);
				return;
			}

			case 'search_log': {
				await search(effect.runId, effect.search);
				return;
			}

			case 'seek_hit': {
				await seekHit(effect.from);
				return;
			}

			case 'number_hit': {
				const at = running === undefined ? -1 : placeOf(running.hits, effect.seq);
				if (at !== -1 && running?.hits[at] === effect.seq) {
					send({type: 'hit_numbered', at: at + effect.before + 1});
				}

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
		async perform(effect) {
			try {
				await perform(effect);
			} catch (error) {
				const text = error instanceof UserError ? sentence(error.message, error.hint) : (error instanceof Error ? error.message : String(error));
				send({type: 'noted', text, isTrouble: true});
			}
		},
		close() {
			running?.stop.abort();
			seeking.stop.abort();
			opened?.close();
		},
	};
};

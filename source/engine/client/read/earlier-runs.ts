import {isFlowEvent} from '../../../domain/event/codec.js';
import {earlierWorkOf, foldEarlierWork, type EarlierWork} from '../../../domain/run/earlier-work.js';
import type {TicketEntry} from '../../../domain/ticket/ticket.js';
import {followFile} from '../../../store/run/follow-file.js';
import type {Layout} from '../../../store/folder/layout.js';
import {listRuns} from '../../../store/run/run-folders.js';

type Work = ReadonlyMap<string, EarlierWork>;

/** What the runs before `newest` (its id) did for the tickets there are. The same object while neither changed. */
export type EarlierRuns = (newest: string, entries: readonly TicketEntry[]) => Work;

/** The log of a run that is over grows no more, so each is read once. */
export const createEarlierRuns = (layout: Layout): EarlierRuns => {
	const known = new Map<string, Work>();
	let last: {readonly ids: string; readonly entries: readonly TicketEntry[]; readonly work: Work} | undefined;
	const workOf = (runId: string): Work => {
		const work = known.get(runId);
		if (work !== undefined) {
			return work;
		}

		const fold = foldEarlierWork();
		for (const event of followFile(layout.run(runId).events).read().filter(line => isFlowEvent(line))) {
			fold.take(event);
		}

		known.set(runId, fold.work);
		return fold.work;
	};

	return (newest, entries) => {
		const runs = listRuns(layout).map(({runId}) => runId).filter(runId => runId < newest);
		const ids = runs.join(' ');
		if (last?.ids !== ids || !isSame(last.entries, entries)) {
			last = {ids, entries, work: earlierWorkOf(runs.map(runId => workOf(runId)), entries)};
		}

		return last.work;
	};
};

/** Only names matter here; a ticket whose text changed is another entry. */
const isSame = (one: readonly TicketEntry[], other: readonly TicketEntry[]): boolean => one === other
	|| (one.length === other.length && one.every(({path, title}, index) => path === other[index]?.path && title === other[index].title));

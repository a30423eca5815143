import {dayOf} from '../../domain/words/times.js';
import type {CheckLine, FlowClient} from '../../engine/client/flow-client.js';
import type {Effect} from '../effect.js';
import type {
	Page, PageData, PageFocus, PageRequest, PageType,
} from '../page.js';
import type {AppState} from '../state.js';
import type {PageLine} from './lines/page-line.js';

/** What pages are read from. */
export type PageSources = {
	readonly client: Pick<FlowClient, 'history'>;
	/** Every check of `car doctor`. */
	readonly examine: () => Promise<readonly CheckLine[]>;
};

/** What lines are made of: what is asked for, what was read for it, and how many cells there are. */
export type PageView<Type extends PageType> = Pick<Page<Type>, 'request' | 'data'> & {readonly state: AppState; readonly width: number};

/** All there is to know of a kind of page. */
export type PageRecord<Type extends PageType> = {
	/** Which table of keys it has. */
	readonly focus: PageFocus;
	/** Whether it is read beside the list of a wide screen; the others take the whole of it. */
	readonly isBeside?: true;
	readonly title: (request: PageRequest<Type>) => string;
	/** Reads it; absent: it is shown from what is at hand. */
	readonly load?: (sources: PageSources, request: PageRequest<Type>) => Promise<PageData<Type>>;
	/** Whether it is read again when something happened in the run. */
	readonly isRefreshed?: true;
	/** What stands there while it is read, where that takes long. */
	readonly reading?: string;
	/** All its lines and where they lead; null: it must be read first. */
	readonly lines: (view: PageView<Type>) => readonly PageLine[] | null;
	/** What else than its data and the width the lines are made of: they are made anew when it changes. */
	readonly inputs?: (state: AppState, request: PageRequest<Type>) => readonly unknown[];
	/** What changes besides when it is opened. */
	readonly opened?: (request: PageRequest<Type>) => Partial<AppState>;
	/** What changes besides when Esc closes it, and what is to be done. */
	readonly closed?: (page: Page<Type>) => readonly [Partial<AppState>, readonly Effect[]];
	/** The file that `e` edits, where that is not a ticket. */
	readonly file?: (request: PageRequest<Type>) => string;
};

/** The day, for pages that say which. */
export const today = ({now}: AppState): string => dayOf(new Date(now).toISOString());

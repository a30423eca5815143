import {sanitiseLine} from '../../../domain/text/sanitise.js';
import type {RunView} from '../../../engine/client/flow-client.js';
import type {Page} from '../../page.js';
import type {AppState} from '../../state.js';
import {counted, ticketName, tokenCount} from '../../../domain/words/short-words.js';
import {clockOf, dayOf, shortLengthOf} from '../../../domain/words/times.js';
import {rowOf, type Style} from '../../theme.js';
import {checksRows} from '../cover/card-rows.js';
import {ticketsOf} from '../inbox/items.js';
import {byDay} from './by-day.js';
import {
	emptyLine, headingLine, linkLine, plainLine, wrapped, type PageLine,
} from './page-line.js';
import {turnLine} from './ticket-page.js';

const dayAndClock = (iso: string | null): string => iso === null ? '' : `${dayOf(iso)} ${clockOf(iso)}`.trimStart();

const runStyle = (status: string | null): Style => status === 'failed' ? 'bad' : (status === 'paused' ? 'warn' : 'plain');

const runLines = (run: RunView, width: number): readonly PageLine[] => {
	const target = {type: 'page', request: {type: 'run', runId: run.runId, number: run.number}} as const;
	const figures = [counted(run.turns, 'turn'), ...width < 60 ? [] : [shortLengthOf(run.seconds), ...run.tokens === null ? [] : [`${tokenCount(run.tokens)} tokens`]]].join('  ');
	return [
		linkLine([{text: ` #${run.number} `, style: 'strong'}, {text: run.status ?? 'its log is empty', style: runStyle(run.status)}, {text: `  ${dayAndClock(run.startedAt)}`, style: 'plain'}], rowOf(figures, 'dim'), width, target),
		...run.reason === null ? [] : wrapped(`    ${run.reason}`, width, {style: 'dim', target, indent: 4}).slice(0, 2),
	];
};

/** All runs, the newest first. */
export const runsLines = (page: Page, width: number): readonly PageLine[] => {
	if (page.data?.type !== 'runs') {
		return [];
	}

	const {runs} = page.data;
	return runs.length === 0 ? wrapped('No run yet: esc closes this, r starts one.', width) : runs.toReversed().flatMap(run => runLines(run, width));
};

/** The turns of one run, the newest first: that is what is looked for. */
export const turnsLines = (state: AppState, page: Page, width: number): readonly PageLine[] => {
	if (page.data?.type !== 'run') {
		return [];
	}

	const {turns} = page.data;
	return turns.length === 0 ? wrapped('This run has no turn.', width) : byDay(turns.toReversed(), state.now, turn => turnLine(state, turn, {width, ticket: `${ticketName(turn.ticket)} `}));
};

const sizeOf = (bytes: number | null): string => {
	if (bytes === null) {
		return 'not written yet';
	}

	return bytes === 0 ? 'empty' : (bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 1024)} KB`);
};

/** The documents of the workspace. */
export const documentsLines = (page: Page, width: number): readonly PageLine[] => {
	if (page.data?.type !== 'documents') {
		return [];
	}

	const lines = (isPinned: boolean): readonly PageLine[] => page.data?.type === 'documents'
		? page.data.documents.filter(document => document.isPinned === isPinned).map(({path, name, bytes}) =>
			linkLine(rowOf(`  ${sanitiseLine(name)}`), rowOf(sizeOf(bytes), 'dim'), width, {type: 'page', request: {type: 'file', path}}))
		: [];
	const others = lines(false);
	return [
		headingLine('In every prompt (first 4,000 characters)'),
		...lines(true),
		...others.length === 0 ? [] : [emptyLine, headingLine('Besides'), ...others],
	];
};

/** Every check of `car doctor`, what is wrong first. */
export const doctorLines = (page: Page, width: number): readonly PageLine[] => {
	if (page.data?.type !== 'doctor') {
		return [];
	}

	const {lines} = page.data;
	const bad = lines.filter(line => line.level === 'bad').length;
	const notes = lines.filter(line => line.level === 'warning').length;
	const verdict = bad > 0 ? `${counted(bad, 'thing')} must be mended.` : (notes > 0 ? `It can run; ${counted(notes, 'note')}.` : 'Everything is well.');
	return [
		...wrapped(verdict, width, {style: bad > 0 ? 'bad' : 'strong'}),
		emptyLine,
		...checksRows(lines, width, 'r, then D').map(row => plainLine(row)),
	];
};

/** Who can work on a ticket: each agent, and with each model the tickets name for it. */
export const agentsLines = (state: AppState, page: Page, width: number): readonly PageLine[] => {
	const {request} = page;
	if (request.type !== 'agents') {
		return [];
	}

	const ticket = ticketsOf(state).find(one => one.path === request.path);
	return (state.snapshot?.agents ?? []).flatMap((agent): readonly PageLine[] => {
		const models = [...new Set(ticketsOf(state).flatMap(one => one.agent === agent && one.model !== null ? [one.model] : []))].toSorted();
		const line = (model: string | null, words: string): PageLine => {
			const isNow = ticket?.agent === agent && ticket.model === model;
			return linkLine(rowOf(`${isNow ? '*' : ' '} ${sanitiseLine(words)}`), rowOf(isNow ? 'now' : '', 'dim'), width, {type: 'agent', agent, model});
		};

		return [
			line(null, agent === 'user' ? 'user: a task of your own' : agent),
			...models.map(model => line(model, `${agent} with ${model}`)),
			...agent === 'user' ? [] : [linkLine(rowOf(`    ${sanitiseLine(agent)} with another model ...`, 'dim'), [], width, {type: 'other_model', agent})],
		];
	});
};

import {tokenCount} from '../../../domain/words/short-words.js';
import {clockOf, shortLengthOf} from '../../../domain/words/times.js';
import {sanitiseLine} from '../../../domain/text/sanitise.js';
import type {TurnEntry} from '../../../engine/client/flow-client.js';
import type {Target} from '../../page.js';
import {isTurnRunning} from '../../select/inbox/rest.js';
import type {AppState} from '../../state.js';
import {rowOf} from '../../theme.js';
import {linkLine, wrapped, type PageLine} from './page-line.js';

/** How a turn ended; one that has no end either runs, or nobody saw it end. */
const outcomeOf = (state: AppState, turn: TurnEntry): string => {
	if (turn.outcome !== null) {
		return turn.outcome === 'completed' ? 'done' : turn.outcome;
	}

	const run = state.snapshot?.run;
	const isOpen = run?.runId === turn.runId && run.openTurn?.turn === turn.turn;
	return isOpen && isTurnRunning(state) ? 'runs now' : 'was cut off';
};

/** A turn in one row; where it went wrong, the reason below it. `ticket` names it where turns of several stand together. */
export const turnLine = (state: AppState, turn: TurnEntry, {width, ticket}: {readonly width: number; readonly ticket: string}): readonly PageLine[] => {
	const target: Target = {type: 'turn', runId: turn.runId, turn: turn.turn};
	const isBad = turn.outcome === 'failed' || turn.outcome === 'interrupted';
	const purpose = turn.purpose === 'work' ? '' : `, for ${turn.purpose}`;
	const attempts = turn.attempt > 1 ? `, ${turn.attempt} attempts` : '';
	const {files, insertions, deletions} = turn.diffStats;
	const all = [files === 0 ? '' : `+${insertions} -${deletions}`, turn.outcome === null ? '' : shortLengthOf(turn.seconds), turn.tokens === null ? '' : tokenCount(turn.tokens.total)];
	const figures = (width < 60 ? all.slice(1, 2) : all).filter(part => part !== '').join('  ');
	const row = linkLine([{text: `  ${clockOf(turn.at)} turn ${turn.turn} ${outcomeOf(state, turn)}  ${ticket}${sanitiseLine(turn.agent)}${purpose}${attempts}`, style: isBad ? 'bad' : 'plain'}], rowOf(figures, 'dim'), width, target);
	return isBad && turn.lastWords !== '' ? [row, ...wrapped(`        ${turn.lastWords}`, width, {style: 'bad', target, indent: 8}).slice(0, 3)] : [row];
};

import {rowOf} from '../../theme.js';
import {dayOf} from '../../../domain/words/times.js';
import {plainLine, type PageLine} from './page-line.js';

/** What happened, each in its lines; where not all of it was today (`now` in milliseconds since 1970), its day stands above the first of each day. */
export const byDay = <Entry extends {readonly at: string}>(entries: readonly Entry[], now: number, linesOf: (entry: Entry, index: number) => readonly PageLine[]): readonly PageLine[] => {
	const today = dayOf(new Date(now).toISOString());
	const days = entries.map(({at}) => dayOf(at));
	return days.every(day => day === today)
		? entries.flatMap((entry, index) => linesOf(entry, index))
		: entries.flatMap((entry, index) => [
			...days[index] === days[index - 1] ? [] : [plainLine(rowOf(`  ${days[index] ?? ''}${days[index] === today ? ' today' : ''}`, 'dim'))],
			...linesOf(entry, index),
		]);
};

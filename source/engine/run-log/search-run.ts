import type {LogSearch, SearchStep} from '../../domain/run/run-log.js';
import type {RunLeaves} from './run-leaves.js';
import {scanDown} from './scan-turn.js';
import {createFinder} from './search-lines.js';

/** Searches one turn, or the run from its beginning. Gives what it found piece by piece, so that counts rise while one looks; hits are in the order of `seq`. Throws SyntaxError for an expression that is none. */
export async function * searchRun({index, transcript}: RunLeaves, search: LogSearch, signal: AbortSignal): AsyncGenerator<SearchStep> {
	index.refresh();
	const turns = index.turns.filter(({turn}) => search.turn === null || turn === search.turn);
	const sizes = turns.map(({turn}) => transcript(turn).size());
	const total = sizes.reduce((sum, size) => sum + size, 0);
	let bytes = 0;
	for (const {turn, first} of turns) {
		const finder = createFinder(search);
		const end = index.turns[index.turns.findIndex(one => one.turn === turn) + 1]?.first ?? index.events.length;
		// Events are few: they are searched first and put between what was said.
		let events = index.read(first, end).flatMap(event => Array.from({length: finder.count(event)}, () => event.seq));
		for await (const piece of scanDown(transcript(turn), 0, signal)) {
			const said: number[] = [];
			finder.scan(piece.bytes, seq => {
				said.push(seq);
			});
			bytes += piece.bytes.length;
			const last = said.at(-1) ?? 0;
			yield {hits: [...events.filter(seq => seq < last), ...said].toSorted((one, other) => one - other), bytes, total};
			events = events.filter(seq => seq > last);
		}

		yield {hits: events, bytes, total};
	}
}

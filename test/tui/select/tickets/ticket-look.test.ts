import {expect, test} from 'vitest';
import type {RepositorySnapshot} from '../../../../source/engine/client/flow-client.js';
import {lookOf} from '../../../../source/tui/select/tickets/ticket-look.js';
import {approval} from '../../../support/screen/morning.js';
import {runState, running} from '../../../support/believable.js';
import {start} from '../../../support/screen/play.js';

/** How the ticket of the run is shown. */
const look = (snapshot: RepositorySnapshot, done: boolean): readonly string[] => {
	const state = start(snapshot);
	const ticket = state.snapshot!.tickets.find(one => one.path === state.snapshot!.run!.current)!;
	const {mark, word} = lookOf(state, {
		...ticket, done, state: done ? 'done' : 'running', proof: done ? 'unchecked' : null,
	});
	return [mark, word];
};

test.each<[string, RepositorySnapshot, boolean, readonly string[]]>([
	['its turn runs', running(), false, ['▶', 'running']],
	['its turn runs and it says done already', running(), true, ['▶', 'running']],
	['it is done and its checks run', running({run: runState({openTurn: null})}), true, ['▶', 'checking']],
	['the run is over', running({run: runState({openTurn: null, status: 'completed'})}), true, ['○', '']],
	['its turn waits for approval', running({inbox: [approval()]}), false, ['?', 'approval']],
])('the ticket of the run: %s -> is shown so', (_, snapshot, done, wanted) => {
	expect(look(snapshot, done)).toEqual(wanted);
});

import {isDone, type TicketEntry} from '../ticket/ticket.js';
import type {RunState} from '../run/run-state.js';
import type {Decision} from './decision.js';
import type {Facts, TreeFacts} from './facts.js';

/** A turn that renamed or deleted its own ticket has left work all the same. */
export const keepOrphanedWork = (state: RunState, facts: Facts): Decision | undefined => {
	const turn = state.settling;
	const isGone = turn !== null && !facts.folder.entries.some(entry => entry.path === turn.ticket);
	const isDue = isGone && facts.settings.autoCommit && turn.outcome === 'completed' && !turn.checkpointed;
	if (!isDue) {
		return undefined;
	}

	return facts.tree === undefined ? {type: 'look_at_tree'} : dirtyCheckpoint(facts.tree);
};

const dirtyCheckpoint = (tree: TreeFacts): Decision | undefined => tree.dirty.length > 0 ? {type: 'checkpoint'} : undefined;

/** Unfinished work is committed after each turn that went well; finished work waits for the commit gate. */
export const keepUnfinishedWork = (state: RunState, facts: Facts, entry: TicketEntry): Decision | undefined => {
	const turn = state.settling;
	const isDue = facts.settings.autoCommit && turn?.outcome === 'completed' && !turn.checkpointed && turn.ticket === entry.path;
	if (!isDue || isDone(entry) || entry.problems.length > 0) {
		return undefined;
	}

	return facts.tree === undefined ? {type: 'look_at_tree'} : dirtyCheckpoint(facts.tree);
};

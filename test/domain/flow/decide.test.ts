import {describe, expect, test} from 'vitest';
import {decide} from '../../../source/domain/flow/decide.js';
import type {Decision} from '../../../source/domain/flow/decision.js';
import type {FlowEventBody} from '../../../source/domain/event/flow-event.js';
import type {Facts} from '../../../source/domain/flow/facts.js';
import type {RunState} from '../../../source/domain/run/run-state.js';
import {
	archived, checked, clean, commitRefused, committed, dirty, factsOf, replied, rested, selected, stateAfter, ticketPath, turnFinished, turnStarted, wentOn, wholeTurn,
} from '../../support/flow-log.js';
import type {Ticket} from '../../../source/domain/ticket/ticket-fields.js';
import {entryOf} from '../../support/ticket-entries.js';

const ticketName = (path: string): string => path.split('/').at(-1)!.replace('.md', '');

/** A decision in one line: what, for which ticket, and what makes it special. */
const say = (decision: Decision): string => {
	switch (decision.type) {
		case 'rest': {
			return decision.status === 'paused' ? `rest ${decision.code!}` : decision.status;
		}

		case 'start_turn': {
			const extras = [decision.noProgress ? 'warned' : '', decision.commit === undefined ? '' : `${decision.commit.attemptsLeft} left`].filter(Boolean);
			return [`${decision.purpose} on ${decision.entry.number} by ${decision.agent}`, ...extras].join(', ');
		}

		case 'select': {
			return `select ${decision.entry.number}`;
		}

		case 'verify': {
			return decision.baseline ? 'verify before' : 'verify';
		}

		case 'archive_dispatch': {
			return `archive ${decision.dispatch.mode}`;
		}

		case 'open_item': {
			return `open ${decision.item.id}`;
		}

		case 'rename': {
			return `${ticketName(decision.from)} is ${ticketName(decision.to)}`;
		}

		case 'look_at_tree':
		case 'archive_summary':
		case 'checkpoint':
		case 'commit_ticket': {
			return decision.type;
		}

		default: {
			return decision satisfies never;
		}
	}
};

type Case = [name: string, state: RunState, facts: Facts, decision: string];

const play = (cases: readonly Case[]): void => {
	for (const [name, state, facts, expected] of cases) {
		test(`decide: ${name} -> ${expected}`, () => {
			expect(say(decide(state, facts))).toBe(expected);
		});
	}
};

const open = entryOf(1);
const done = entryOf(1, {ticket: {done: true}});
const second = entryOf(2);
const user = entryOf(1, {ticket: {agent: 'user'}});
const broken = entryOf(1, {ticket: null, problems: [{code: 'bad_yaml', message: 'no', mend: 'mend'}]});
const problem = {path: ticketPath(9), problem: {code: 'misnamed' as const, message: 'no', mend: 'mend'}};
const pauses = {
	type: 'found' as const, reading: {
		ok: true as const, dispatch: {
			mode: 'pause' as const, title: 'A or B?', body: '', text: 'A or B?',
		},
	},
};
const unreadable = {type: 'found' as const, reading: {ok: false as const, problems: ['no mode']}};
const one = stateAfter(selected(1));
const afterTurn = stateAfter(selected(1), wholeTurn(1, 1));
const commitByAgent = {settings: {commit: 'agent' as const}};

describe('the gate between done and gone', () => {
	play([
		['done after a turn, nobody looked at the tree', afterTurn, factsOf([done, second]), 'look_at_tree'],
		['done and clean', afterTurn, factsOf([done, second], {tree: clean}), 'select 2'],
		['done and dirty, car commits', afterTurn, factsOf([done, second], {tree: dirty}), 'commit_ticket'],
		['done and dirty, the agent commits', afterTurn, factsOf([done, second], {tree: dirty, ...commitByAgent}), 'commit on 1 by codex, 2 left'],
		['done and dirty after a failed turn and a rest', stateAfter(selected(1), turnStarted(1, 1), turnFinished(1, {outcome: 'failed', error: 'x'}), rested('agent_error'), wentOn()), factsOf([done, second], {tree: dirty, ...commitByAgent}), 'commit on 1 by codex, 2 left'],
		['done and dirty after a question without answer', stateAfter(selected(1), wholeTurn(1, 1), archived(2, 'pause', 1), rested('question'), wentOn({no_answer: true})), factsOf([done, second], {tree: dirty, ...commitByAgent}), 'commit on 1 by codex, 2 left'],
		['done by the human between two turns, dirty', stateAfter(selected(1), wholeTurn(1, 1), rested('paused_by_you'), wentOn()), factsOf([done, second], {tree: dirty, ...commitByAgent}), 'commit on 1 by codex, 2 left'],
		['committed after its turn, and dirty again', stateAfter(selected(1), wholeTurn(1, 1), committed(1, 'ticket')), factsOf([done, second], {tree: dirty}), 'select 2'],
		['committed after its turn, dirty again, the last one', stateAfter(selected(1), wholeTurn(1, 1), committed(1, 'ticket')), factsOf([done], {tree: dirty}), 'completed'],
		['a checkpoint after its turn', stateAfter(selected(1), wholeTurn(1, 1), committed(1, 'checkpoint')), factsOf([done, second], {tree: dirty}), 'commit_ticket'],
		['committed after the turn before', stateAfter(selected(1), wholeTurn(1, 1), committed(1, 'ticket'), wholeTurn(2, 1)), factsOf([done, second], {tree: dirty}), 'commit_ticket'],
		['committed, the run rested and the human changed more', stateAfter(selected(1), wholeTurn(1, 1), committed(1, 'ticket'), rested('paused_by_you'), wentOn()), factsOf([done, second], {tree: dirty}), 'commit_ticket'],
		['the next ticket was done by somebody else, no turn between', stateAfter(selected(1), wholeTurn(1, 1), committed(1, 'ticket'), selected(2)), factsOf([done, entryOf(2, {ticket: {done: true}})], {tree: dirty}), 'commit_ticket'],
		['a hook refused the commit', stateAfter(selected(1), wholeTurn(1, 1), commitRefused(1, 'ticket')), factsOf([done], {tree: dirty}), 'commit on 1 by codex, 2 left'],
		['a merge of the human is in the way', stateAfter(selected(1), wholeTurn(1, 1), commitRefused(1, 'ticket', 'a merge', {hindrance: 'state'})), factsOf([done], {tree: dirty}), 'rest commit_refused'],
		['another git holds the index', stateAfter(selected(1), wholeTurn(1, 1), commitRefused(1, 'ticket', 'a lock', {hindrance: 'lock'})), factsOf([done], {tree: dirty}), 'rest commit_refused'],
		['it was in the way when the human went on', stateAfter(selected(1), wholeTurn(1, 1), commitRefused(1, 'ticket', 'a merge', {hindrance: 'state'}), rested('commit_refused'), wentOn()), factsOf([done], {tree: dirty}), 'commit_ticket'],
		['it is out of the way and a hook refuses', stateAfter(selected(1), wholeTurn(1, 1), commitRefused(1, 'ticket', 'a merge', {hindrance: 'state'}), rested('commit_refused'), wentOn(), commitRefused(1, 'ticket')), factsOf([done], {tree: dirty}), 'commit on 1 by codex, 2 left'],
		['a hook refused it again, one turn is left', stateAfter(selected(1), wholeTurn(1, 1), wholeTurn(2, 1, {started: {purpose: 'commit'}}), commitRefused(2, 'ticket')), factsOf([done], {tree: dirty}), 'commit on 1 by codex, 1 left'],
		['all commit turns are used up', stateAfter(selected(1), wholeTurn(1, 1), wholeTurn(2, 1, {started: {purpose: 'commit'}}), wholeTurn(3, 1, {started: {purpose: 'commit'}}), commitRefused(3, 'ticket')), factsOf([done], {tree: dirty}), 'rest commit_refused'],
		['a lint turn in between does not give new commit turns', stateAfter(selected(1), wholeTurn(1, 1), wholeTurn(2, 1, {started: {purpose: 'commit'}}), wholeTurn(3, 1, {started: {purpose: 'lint'}}), wholeTurn(4, 1, {started: {purpose: 'commit'}})), factsOf([done], {tree: dirty, ...commitByAgent}), 'rest commit_refused'],
		['the human committed after the rest', stateAfter(selected(1), wholeTurn(1, 1), wholeTurn(2, 1, {started: {purpose: 'commit'}}), wholeTurn(3, 1, {started: {purpose: 'commit'}}), rested('commit_refused'), wentOn()), factsOf([done], {tree: clean, ...commitByAgent}), 'completed'],
		['a user ticket done with dirt, refused', stateAfter(selected(1, {agent: 'user'}), commitRefused(0, 'ticket')), factsOf([entryOf(1, {ticket: {agent: 'user', done: true}})], {tree: dirty}), 'rest commit_refused'],
	]);
});

describe('checkpoints', () => {
	play([
		['not done, nobody looked at the tree', afterTurn, factsOf([open]), 'look_at_tree'],
		['not done and dirty', afterTurn, factsOf([open], {tree: dirty}), 'checkpoint'],
		['not done and dirty, but made for this turn', stateAfter(selected(1), wholeTurn(1, 1), committed(1, 'checkpoint')), factsOf([open], {tree: clean}), 'work on 1 by codex'],
		['refused for this turn', stateAfter(selected(1), wholeTurn(1, 1), commitRefused(1, 'checkpoint')), factsOf([open], {tree: dirty}), 'work on 1 by codex'],
		['switched off', afterTurn, factsOf([open], {tree: dirty, settings: {autoCommit: false}}), 'work on 1 by codex'],
		['the ticket is broken', afterTurn, factsOf([broken], {tree: dirty}), 'rest broken_ticket'],
		['the turn deleted its own ticket and nobody looked', afterTurn, factsOf([]), 'look_at_tree'],
		['the turn deleted its own ticket and left work', afterTurn, factsOf([], {tree: dirty}), 'checkpoint'],
	]);
});

describe('questions and messages', () => {
	const asked = stateAfter(selected(1), turnStarted(1, 1), turnFinished(1), archived(1, 'pause', 1), archived(2, 'turn_summary', 1));
	play([
		['a message in the outbox', stateAfter(selected(1), turnStarted(1, 1), turnFinished(1)), factsOf([open], {outbox: pauses}), 'archive pause'],
		['the turn has no summary yet', stateAfter(selected(1), turnStarted(1, 1), turnFinished(1)), factsOf([open]), 'archive_summary'],
		['the turn said nothing', stateAfter(selected(1), turnStarted(1, 1), turnFinished(1, {message: ' \n'})), factsOf([open], {tree: clean}), 'work on 1 by codex'],
		['a question, tree clean', asked, factsOf([open], {tree: clean}), 'rest question'],
		['a question, tree dirty', asked, factsOf([open], {tree: dirty}), 'checkpoint'],
		['a question on a done and dirty ticket', asked, factsOf([done], {tree: dirty}), 'rest question'],
		['a question in a turn that broke the ticket', asked, factsOf([broken]), 'rest question'],
		['the answer came, the ticket is still broken', stateAfter(selected(1), turnStarted(1, 1), turnFinished(1, {broke_ticket: true}), archived(1, 'pause', 1), archived(2, 'turn_summary', 1), rested('question'), replied(1, '1'), wentOn()), factsOf([broken]), 'lint on 1 by codex'],
		['the answer came and the ticket is done', stateAfter(selected(1), turnStarted(1, 1), turnFinished(1), archived(1, 'pause', 1), archived(2, 'turn_summary', 1), rested('question'), replied(1, '1'), wentOn()), factsOf([done], {tree: clean}), 'work on 1 by codex'],
		['a question in a turn that deleted its ticket', {...asked, settling: null}, factsOf([second], {tree: clean}), 'rest question'],
		['a question in a turn that deleted its ticket, work is left', asked, factsOf([second], {tree: dirty}), 'checkpoint'],
		['a question in a turn that deleted its ticket, the others are done', asked, factsOf([entryOf(2, {ticket: {done: true}})], {tree: clean}), 'rest question'],
		['a question in a turn that deleted the only ticket', asked, factsOf([], {tree: clean}), 'rest question'],
		['a question in a turn that deleted its ticket, answered', stateAfter(selected(1), wholeTurn(1, 1), archived(1, 'pause', 1), rested('question'), replied(1, '1'), wentOn()), factsOf([second], {tree: clean}), 'select 2'],
		['a question in a turn that failed', stateAfter(selected(1), turnStarted(1, 1), turnFinished(1, {outcome: 'failed', error: 'x'}), archived(1, 'pause', 1)), factsOf([open]), 'rest question'],
		['a message nobody can read', afterTurn, factsOf([open], {outbox: unreadable, tree: clean}), 'dispatch on 1 by codex'],
		['it cannot be read the second time either', stateAfter(selected(1), wholeTurn(1, 1), wholeTurn(2, 1, {started: {purpose: 'dispatch'}})), factsOf([open], {outbox: unreadable, tree: clean}), 'rest bad_dispatch'],
		['nor after the human went on', stateAfter(selected(1), wholeTurn(1, 1), wholeTurn(2, 1, {started: {purpose: 'dispatch'}}), wentOn()), factsOf([open], {outbox: unreadable, tree: clean}), 'rest bad_dispatch'],
		['the human removed it', stateAfter(selected(1), wholeTurn(1, 1), wholeTurn(2, 1, {started: {purpose: 'dispatch'}}), wentOn()), factsOf([open], {tree: clean}), 'work on 1 by codex'],
	]);
});

describe('replies after which no turn comes', () => {
	const heard = stateAfter(selected(1), wholeTurn(1, 1), replied(1, null, null), turnStarted(2, 1, {replies: [1]}), turnFinished(2), archived(2, 'turn_summary', 2));
	const said = stateAfter(selected(1), wholeTurn(1, 1), replied(1, null, null));
	const idle = {finished: {changed: false}};
	const doneUser = entryOf(2, {ticket: {agent: 'user', done: true}});
	const doneSecond = entryOf(2, {ticket: {done: true}});
	play([
		['to no question, everything is done', said, factsOf([done], {tree: clean}), 'work on 1 by codex'],
		['to no question, another ticket is open', said, factsOf([done, second], {tree: clean}), 'select 2'],
		['a turn has read it', heard, factsOf([done], {tree: clean}), 'completed'],
		['the turn that read it failed, the human went on', stateAfter(selected(1), wholeTurn(1, 1), replied(1, null, null), turnStarted(2, 1, {replies: [1]}), turnFinished(2, {outcome: 'failed', error: 'x'}), rested('agent_error'), wentOn()), factsOf([done], {tree: clean}), 'work on 1 by codex'],
		['the last turns changed nothing', stateAfter(selected(1), wholeTurn(1, 1, idle), wholeTurn(2, 1, idle), replied(1, null, null)), factsOf([done], {tree: clean}), 'work on 1 by codex'],
		['the human wants to pause', said, factsOf([done], {tree: clean, wishes: {pause: true}}), 'rest paused_by_you'],
		['the last ticket was a human\'s', stateAfter(selected(1), wholeTurn(1, 1), selected(2, {agent: 'user'}), replied(1, null, null)), factsOf([done, doneUser], {tree: clean}), 'select 1'],
		['to a ticket that is gone', stateAfter(selected(1), wholeTurn(1, 1), selected(2), wholeTurn(2, 2), replied(1, '1', 9)), factsOf([done, doneSecond], {tree: clean}), 'work on 2 by codex'],
		['to the first of two done tickets', stateAfter(selected(1), wholeTurn(1, 1), selected(2), wholeTurn(2, 2), replied(1, '1', 1)), factsOf([done, doneSecond], {tree: clean}), 'select 1'],
		['no ticket is an agent\'s', said, factsOf([doneUser], {tree: clean}), 'completed'],
	]);
});

describe('going on with other tickets while one waits', () => {
	const next = {settings: {onQuestion: 'next' as const}};
	const asked = stateAfter(selected(1), turnStarted(1, 1), turnFinished(1), archived(1, 'pause', 1), archived(2, 'turn_summary', 1), committed(1, 'checkpoint'));
	const answered = stateAfter(selected(1), turnStarted(1, 1), turnFinished(1), archived(1, 'pause', 1), archived(2, 'turn_summary', 1), committed(1, 'checkpoint'), selected(2), replied(1, '1'));
	const withUser = stateAfter({
		type: 'item_opened', id: 'user-1', kind: 'user_ticket', ticket: ticketPath(1), title: '', since: '', next: '',
	});
	play([
		['a question, another ticket is free', asked, factsOf([open, second], next), 'select 2'],
		['a question, the other comes after it', asked, factsOf([open, entryOf(2, {ticket: {after: [1]}})], next), 'rest question'],
		['a question, the others are done', asked, factsOf([open, entryOf(2, {ticket: {done: true}})], next), 'rest question'],
		['its ticket is gone, another is free', asked, factsOf([second], {...next, tree: clean}), 'select 2'],
		['its ticket is gone, the others are done', asked, factsOf([entryOf(2, {ticket: {done: true}})], {...next, tree: clean}), 'rest question'],
		['its ticket is gone and no other is there', asked, factsOf([], {...next, tree: clean}), 'rest question'],
		['its ticket is done, the others too', asked, factsOf([done, entryOf(2, {ticket: {done: true}})], {...next, tree: clean}), 'rest question'],
		['the answer came while 2 is open', answered, factsOf([open, second], next), 'work on 2 by codex'],
		['the answer came and 2 is done', answered, factsOf([open, entryOf(2, {ticket: {done: true}}), entryOf(3)], {...next, tree: clean}), 'select 1'],
		['a user ticket first, not in the inbox yet', stateAfter(), factsOf([user, second], next), 'open user-1'],
		['a user ticket behind one that is free', stateAfter(), factsOf([open, entryOf(2, {ticket: {agent: 'user'}})], next), 'select 1'],
		['the ticket became the human\'s', one, factsOf([user, second], next), 'open user-1'],
		['the ticket became the human\'s, and nothing goes on beside it', one, factsOf([user, second]), 'rest user_ticket'],
		['a user ticket first, in the inbox', withUser, factsOf([user, second], next), 'select 2'],
		['only the user ticket is left', withUser, factsOf([user, entryOf(2, {ticket: {done: true}})], next), 'rest user_ticket'],
		['a user ticket under `wait`', stateAfter(), factsOf([user, second]), 'select 1'],
		['the user ticket was selected under `wait`', stateAfter(selected(1, {agent: 'user'})), factsOf([user, second]), 'rest user_ticket'],
		['the user ticket is done', stateAfter(selected(1, {agent: 'user'})), factsOf([entryOf(1, {ticket: {agent: 'user', done: true}}), second], {tree: clean}), 'select 2'],
	]);
});

describe('limits and progress', () => {
	const idle = {finished: {changed: false}};
	const idleTwice = stateAfter(selected(1), wholeTurn(1, 1, idle), wholeTurn(2, 1, idle));
	const limited = {settings: {maxTotalTurns: 1}};
	play([
		['as many turns as allowed for a ticket', afterTurn, factsOf([open], {tree: clean, settings: {maxTicketTurns: 1}}), 'rest max_turns'],
		['as many turns as allowed in all', afterTurn, factsOf([open], {tree: clean, ...limited}), 'rest max_turns'],
		['finished exactly at the limit', afterTurn, factsOf([done], {tree: clean, ...limited}), 'completed'],
		['a commit turn above the limit', afterTurn, factsOf([done], {tree: dirty, settings: {maxTotalTurns: 1, commit: 'agent'}}), 'rest max_turns'],
		['a lint turn above the limit', stateAfter(selected(1), wholeTurn(1, 1, {finished: {broke_ticket: true}})), factsOf([broken], limited), 'rest max_turns'],
		['the human went on at the limit', stateAfter(selected(1), wholeTurn(1, 1), rested('max_turns'), wentOn()), factsOf([open], {tree: clean, ...limited}), 'work on 1 by codex'],
		['attempts of one turn are one turn', stateAfter(selected(1), turnStarted(1, 1), turnStarted(1, 1, {attempt: 2}), turnFinished(1), archived(1, 'turn_summary', 1)), factsOf([open], {tree: clean, settings: {maxTicketTurns: 2}}), 'work on 1 by codex'],
		['one turn changed nothing', stateAfter(selected(1), wholeTurn(1, 1, idle)), factsOf([open], {tree: clean}), 'work on 1 by codex, warned'],
		['two turns changed nothing', idleTwice, factsOf([open], {tree: clean}), 'rest no_progress'],
		['two turns with one between that changed something', stateAfter(selected(1), wholeTurn(1, 1, idle), wholeTurn(2, 1), wholeTurn(3, 1, idle)), factsOf([open], {tree: clean}), 'work on 1 by codex, warned'],
		['a turn that sent a message', stateAfter(selected(1), turnStarted(1, 1), turnFinished(1, {changed: false}), archived(1, 'notify', 1), archived(2, 'turn_summary', 1)), factsOf([open], {tree: clean}), 'work on 1 by codex'],
		['failed and mending turns do not count', stateAfter(selected(1), wholeTurn(1, 1, idle), turnStarted(2, 1), turnFinished(2, {outcome: 'failed', changed: false}), wholeTurn(3, 1, {started: {purpose: 'lint'}, ...idle})), factsOf([open], {tree: clean}), 'work on 1 by codex, warned'],
		['the human went on after two idle turns', stateAfter(selected(1), wholeTurn(1, 1, idle), wholeTurn(2, 1, idle), wentOn()), factsOf([open], {tree: clean}), 'work on 1 by codex'],
	]);
});

describe('broken tickets', () => {
	const brokeIt = {finished: {broke_ticket: true}};
	const lint = {started: {purpose: 'lint' as const}, ...brokeIt};
	play([
		['the agent broke it', stateAfter(selected(1), wholeTurn(1, 1, brokeIt)), factsOf([broken]), 'lint on 1 by codex'],
		['the agent broke it, the run rested in between', stateAfter(selected(1), wholeTurn(1, 1, brokeIt), rested('paused_by_you'), wentOn()), factsOf([broken]), 'lint on 1 by codex'],
		['the agent broke it in a failed turn', stateAfter(selected(1), turnStarted(1, 1), turnFinished(1, {outcome: 'failed', broke_ticket: true}), wentOn()), factsOf([broken]), 'lint on 1 by codex'],
		['three lint turns were in vain', stateAfter(selected(1), wholeTurn(1, 1, brokeIt), wholeTurn(2, 1, lint), wholeTurn(3, 1, lint), wholeTurn(4, 1, lint)), factsOf([broken]), 'rest broken_ticket'],
		['the human goes on without mending it', stateAfter(selected(1), wholeTurn(1, 1, brokeIt), wholeTurn(2, 1, lint), wholeTurn(3, 1, lint), wholeTurn(4, 1, lint), wentOn()), factsOf([broken]), 'rest broken_ticket'],
		['the human mended it', stateAfter(selected(1), wholeTurn(1, 1, brokeIt), wholeTurn(2, 1, lint), wholeTurn(3, 1, lint), wholeTurn(4, 1, lint), wentOn()), factsOf([open], {tree: clean}), 'work on 1 by codex'],
		['the human broke it after a turn', stateAfter(selected(1), wholeTurn(1, 1)), factsOf([broken]), 'rest broken_ticket'],
		['nobody has worked on it', stateAfter(), factsOf([broken]), 'rest broken_ticket'],
		['another ticket is broken, the current one is open', afterTurn, factsOf([open, entryOf(2, {ticket: null, problems: broken.problems})], {tree: clean}), 'work on 1 by codex'],
		['another ticket is broken, the current one is done', afterTurn, factsOf([done, entryOf(2, {ticket: null, problems: broken.problems})], {tree: clean}), 'rest broken_ticket'],
		['a misnamed file', stateAfter(), {...factsOf([open]), folder: {entries: [open], strays: [problem], missing: false}}, 'rest broken_ticket'],
	]);
});

describe('choosing and resting', () => {
	play([
		['no tickets', stateAfter(), factsOf([]), 'rest no_tickets'],
		['the first that is open', stateAfter(), factsOf([done, second, entryOf(3)]), 'select 2'],
		['all done', stateAfter(), factsOf([done]), 'completed'],
		['the current ticket is gone', afterTurn, factsOf([second], {tree: clean}), 'select 2'],
		['an earlier ticket appeared', stateAfter(selected(2), wholeTurn(1, 2)), factsOf([open, second], {tree: clean}), 'work on 2 by codex'],
		['a turn that failed', stateAfter(selected(1), turnStarted(1, 1), turnFinished(1, {outcome: 'failed', error: 'x'})), factsOf([open]), 'rest agent_error'],
		['a turn that was interrupted', stateAfter(selected(1), turnStarted(1, 1), turnFinished(1, {outcome: 'interrupted', error: 'x'})), factsOf([open]), 'rest paused_by_you'],
		['the human wants to pause', one, factsOf([open], {wishes: {pause: true}}), 'rest paused_by_you'],
		['the human wants to pause, all is done', one, factsOf([done], {tree: clean, wishes: {pause: true}}), 'completed'],
		['the human wants to stop', afterTurn, factsOf([done], {wishes: {stop: true}}), 'stopped'],
	]);
});

describe('proof', () => {
	const withChecks = selected(1, {verify: ['make test']});
	const passedBefore = checked(1, [{exit_code: 0}], true);
	const failed = checked(1, [{exit_code: 1, before: 0}]);
	play([
		['checks, before the first turn', stateAfter(withChecks), factsOf([open]), 'verify before'],
		['checks nobody agreed to', stateAfter(withChecks), factsOf([open], {untrusted: ['make test']}), 'rest approval'],
		['checked before', stateAfter(withChecks, passedBefore), factsOf([open]), 'work on 1 by codex'],
		['done', stateAfter(withChecks, passedBefore, wholeTurn(1, 1)), factsOf([done]), 'verify'],
		['done, the human has just interrupted', stateAfter(withChecks, passedBefore, wholeTurn(1, 1)), factsOf([done], {wishes: {pause: true, interrupted: true}}), 'rest paused_by_you'],
		['done and proven', stateAfter(withChecks, passedBefore, wholeTurn(1, 1), checked(1, [{before: 0}])), factsOf([done], {tree: clean}), 'completed'],
		['done, a new failure', stateAfter(withChecks, passedBefore, wholeTurn(1, 1), failed), factsOf([done]), 'verify on 1 by codex'],
		['done, a failure of before', stateAfter(withChecks, checked(1, [{exit_code: 1}], true), wholeTurn(1, 1), checked(1, [{exit_code: 1, before: 1}])), factsOf([done], {tree: clean}), 'completed'],
		['done, ended by its time limit', stateAfter(withChecks, passedBefore, wholeTurn(1, 1), checked(1, [{exit_code: null, before: 0}])), factsOf([done]), 'verify on 1 by codex'],
		['the agent mended it: checked again', stateAfter(withChecks, passedBefore, wholeTurn(1, 1), failed, wholeTurn(2, 1, {started: {purpose: 'verify'}})), factsOf([done]), 'verify'],
		['three turns did not mend it', stateAfter(withChecks, passedBefore, wholeTurn(1, 1), ...[2, 3, 4].map(turn => wholeTurn(turn, 1, {started: {purpose: 'verify'}})), failed), factsOf([done]), 'rest verify_failed'],
		['the human goes on: looked at again, without a turn', stateAfter(withChecks, passedBefore, wholeTurn(1, 1), ...[2, 3, 4].map(turn => wholeTurn(turn, 1, {started: {purpose: 'verify'}})), failed, wentOn()), factsOf([done]), 'verify'],
		['a user ticket has no checks', stateAfter(selected(1, {agent: 'user', verify: ['make test']})), factsOf([entryOf(1, {ticket: {agent: 'user', done: true}})], {tree: clean}), 'completed'],
	]);
});

describe('tickets that became done while another was current', () => {
	const since = (...bodies: ReadonlyArray<FlowEventBody | readonly FlowEventBody[]>): RunState => ({...stateAfter(...bodies), doneBefore: [3]});
	const checks = {verify: ['make test']};
	const withOwn = (number: number, more: Partial<Ticket> = {}) => entryOf(number, {ticket: {done: true, ...checks, ...more}});
	const byAll = {settings: checks};
	const redOf = (turn: number) => [wholeTurn(turn, 2, {started: {purpose: 'verify'}}), checked(2, [{exit_code: 1}])];
	play([
		['with checks of its own', since(), factsOf([open, withOwn(2)]), 'select 1'],
		['in its order', since(), factsOf([withOwn(1), second]), 'select 1'],
		['by the checks of all', since(), factsOf([done], byAll), 'select 1'],
		['the last one', since(selected(1), wholeTurn(1, 1)), factsOf([done, withOwn(2)], {tree: clean}), 'select 2'],
		['selected', since(selected(2, checks)), factsOf([withOwn(2)]), 'verify'],
		['selected, checks nobody agreed to', since(selected(2, checks)), factsOf([withOwn(2)], {untrusted: ['make test']}), 'rest approval'],
		['they pass', since(selected(2, checks), checked(2, [{}])), factsOf([withOwn(2)], {tree: clean}), 'completed'],
		['they fail', since(selected(2, checks), checked(2, [{exit_code: 1}])), factsOf([withOwn(2)], {tree: clean}), 'verify on 2 by codex'],
		['they never pass', since(selected(2, checks), checked(2, [{exit_code: 1}]), ...redOf(1), ...redOf(2), ...redOf(3)), factsOf([withOwn(2)], {tree: clean}), 'rest verify_failed'],
		['left after they passed', since(selected(2, checks), checked(2, [{}]), selected(1)), factsOf([done, withOwn(2)], {tree: clean}), 'completed'],
		['while it waited for an answer that came', since(selected(2, checks), turnStarted(1, 2), turnFinished(1), archived(1, 'pause', 1, 2), archived(2, 'turn_summary', 1, 2), selected(1), replied(1, '1', 2)), factsOf([done, withOwn(2)], {tree: clean}), 'select 2'],
		['the human pauses: a check is no turn', since(), factsOf([withOwn(1), second], {wishes: {pause: true}}), 'select 1'],
		['done when the run began', since(), factsOf([entryOf(3, {ticket: {done: true, ...checks}})]), 'completed'],
		['opted out', since(), factsOf([withOwn(1, {verify: []})], byAll), 'completed'],
		['a user ticket', since(), factsOf([withOwn(1, {agent: 'user'})]), 'completed'],
		['in a log that does not say what was done before', stateAfter(), factsOf([withOwn(1)]), 'completed'],
	]);
});

describe('tickets whose file got another name', () => {
	const titled = (number: number, name: string, title: string) => ({...entryOf(number, {name}), title});
	const untitled = (number: number, stem: string) => titled(number, `${stem}.md`, stem);
	const known = stateAfter(selected(1, {title: 'Login'}), wholeTurn(1, 1));
	const plain = stateAfter(selected(1, {title: 'TICKET-001'}), wholeTurn(1, 1));
	const cases: ReadonlyArray<readonly [string, Facts, string]> = [
		['the same title under another name', factsOf([titled(1, 'TICKET-001-login.md', 'Login')], {tree: clean}), 'TICKET-001 is TICKET-001-login'],
		['the same title under another number', factsOf([titled(1, 'TICKET-001-b.md', 'Logout'), titled(2, 'TICKET-002.md', 'Login')], {tree: clean}), 'TICKET-001 is TICKET-002'],
		['the title twice', factsOf([titled(2, 'TICKET-002.md', 'Login'), titled(3, 'TICKET-003.md', 'Login')], {tree: clean}), 'select 2'],
		['another title with the same number', factsOf([titled(1, 'TICKET-001-b.md', 'Logout')], {tree: clean}), 'select 1'],
		['the old name is still there', factsOf([open, titled(2, 'TICKET-002.md', 'Login')], {tree: clean}), 'work on 1 by codex'],
	];
	play(cases.map(([name, facts, expected]) => [name, known, facts, expected]));
	play([
		['without a title, the same number', plain, factsOf([untitled(1, 'TICKET-001-login')], {tree: clean}), 'TICKET-001 is TICKET-001-login'],
		['without a title, another number', plain, factsOf([untitled(2, 'TICKET-002')], {tree: clean}), 'select 2'],
		['the work of its turn is kept first', known, factsOf([titled(1, 'TICKET-001-login.md', 'Login')], {tree: dirty}), 'checkpoint'],
	]);
});

test('decide: all tickets are done and something is changed since -> the run completes and names it', () => {
	expect(decide(stateAfter(), factsOf([done], {tree: dirty}))).toMatchObject({type: 'rest', details: ['not committed, for it changed after the last commit: src/a.ts']});
});

import {expect, test} from 'vitest';
import type {FlowEventBody} from '../../../source/domain/event/flow-event.js';
import {stepAtRest, stepOutside, type SeenAtRest} from '../../../source/domain/run/worker-step.js';
import {
	archived, replied, rested, selected, stateAfter, turnFinished, turnStarted,
} from '../../support/flow-log.js';

const ended = (status: 'stopped' | 'completed' | 'failed'): FlowEventBody => ({
	type: 'run_state_changed', status, reason_code: null, reason: null, reason_details: [], next: null, until: null,
});
const plain = {noAnswer: false, recover: false};
const asked = [selected(1), turnStarted(1, 1), turnFinished(1), archived(1, 'pause', 1), rested('question')];
const unknown = [selected(1), turnStarted(1, 1), rested('outcome_unknown')];
const paused = [selected(1), rested('paused_by_you')];
const completed = [selected(1), ended('completed')];

/** `go on`, and with what of the human's asking. */
const stepOf = (events: readonly FlowEventBody[], seen: Partial<SeenAtRest>, options: Partial<typeof plain>): string => {
	const step = stepAtRest({
		cause: 'start', state: stateAfter(...events), hasReader: false, isEnding: false, ...seen,
	}, {...plain, ...options});
	return step.type === 'leave' ? 'leave' : `go on${step.noAnswer ? ' without an answer' : ''}${step.recover ? ', recovering' : ''}`;
};

test.each<[name: string, step: string, events: readonly FlowEventBody[], seen: Partial<SeenAtRest>, options: Partial<typeof plain>]>([
	['a new run', 'go on', [], {}, {}],
	['a run that a dead worker left running', 'go on', [selected(1)], {}, {}],
	['the same, told to recover', 'go on, recovering', [selected(1)], {}, {recover: true}],
	['the same, told to end (SIGTERM, the lock is a successor\'s, the run is gone)', 'leave', [selected(1)], {isEnding: true}, {}],
	['paused, a human starts it', 'go on', paused, {}, {}],
	['paused, a worker that only recovers', 'leave', paused, {}, {recover: true}],
	['stopped, a human starts it', 'go on', [selected(1), ended('stopped')], {}, {}],
	['failed, a human starts it', 'go on', [selected(1), ended('failed')], {}, {}],
	['completed, a human starts it', 'leave', completed, {}, {}],
	['completed, and somebody said something nobody read', 'leave', completed, {hasReader: true}, {}],
	['an open question', 'leave', asked, {}, {}],
	['an open question, the human goes on without an answer', 'go on without an answer', asked, {}, {noAnswer: true}],
	['a question that was answered', 'go on', [...asked, replied(1, '1')], {}, {}],
	['an unknown outcome', 'leave', unknown, {}, {}],
	['an unknown outcome that was answered', 'go on', [...unknown, turnFinished(1)], {}, {}],
	['it rested, and nothing came', 'leave', paused, {cause: 'mail'}, {}],
	['it rested, and a reply came', 'go on', [...paused, replied(1, null)], {cause: 'mail'}, {}],
	['it rested at a question, and the answer came', 'go on', [...asked, replied(1, '1')], {cause: 'mail'}, {}],
	['it rested at a question; what the human wanted of the first rest is used up', 'leave', asked, {cause: 'mail'}, {noAnswer: true}],
	['a reply came to a run that a worker recovered', 'go on', [...paused, replied(1, null)], {cause: 'mail'}, {recover: true}],
	['it completed, and a reply came that an agent can read', 'go on', [...completed, replied(1, null)], {cause: 'mail', hasReader: true}, {}],
	['it completed, and a reply came that no agent has a ticket for', 'leave', [...completed, replied(1, null)], {cause: 'mail'}, {}],
	['a reply came to a worker that must end', 'leave', [...paused, replied(1, null)], {cause: 'mail', isEnding: true}, {}],
])('worker at a rest: %s -> %s', (_name, step, events, seen, options) => {
	expect(stepOf(events, seen, options)).toBe(step);
});

test.each<[name: string, step: ReturnType<typeof stepOutside>, seen: Parameters<typeof stepOutside>[0]]>([
	['no mail', 'end', {status: 'paused', isEnding: false, freshMail: 0}],
	['mail that came while it left', 'come_back', {status: 'paused', isEnding: false, freshMail: 1}],
	['mail for a stopped run', 'come_back', {status: 'stopped', isEnding: false, freshMail: 2}],
	['mail, but the run failed', 'end', {status: 'failed', isEnding: false, freshMail: 1}],
	['mail, but it was told to end', 'end', {status: 'running', isEnding: true, freshMail: 1}],
])('worker that freed the lock: %s -> %s', (_name, step, seen) => {
	expect(stepOutside(seen)).toBe(step);
});

import {expect, test} from 'vitest';
import {planGoingOn, type GoingOnOptions, type GoingOnView} from '../../../source/domain/run/going-on.js';
import type {FlowEventBody, ReasonCode, RunStatus} from '../../../source/domain/event/flow-event.js';
import {
	archived, replied, selected, stateAfter, turnStarted,
} from '../../support/flow-log.js';

const options: GoingOnOptions = {
	once: false, dirty: false, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false, foreground: false,
};

const came = (status: RunStatus, code: ReasonCode | null = null): FlowEventBody => ({
	type: 'run_state_changed', status, reason_code: code, reason: 'why', reason_details: ['detail'], next: 'do this', until: null,
});

const at = (status: RunStatus, code: ReasonCode | null = null): GoingOnView['run'] => stateAfter(selected(1), came(status, code));
const asking = stateAfter(selected(1), archived(1, 'pause', 1), came('paused', 'question'));
const unknown = stateAfter(selected(1), turnStarted(1, 1), came('paused', 'outcome_unknown'));
const answered = stateAfter(selected(1), archived(1, 'pause', 1), came('paused', 'question'), replied(1, '1'));

const view = (run: GoingOnView['run'], more: Partial<GoingOnView> = {}): GoingOnView => ({
	run, workerLives: false, openTickets: 1, totalTickets: 2, answerWaits: false, ...more,
});

const mendable: readonly ReasonCode[] = ['user_ticket', 'broken_ticket', 'bad_dispatch', 'commit_refused', 'verify_failed', 'no_tickets', 'tampering'];
const passing: readonly ReasonCode[] = ['paused_by_you', 'max_turns', 'no_progress', 'agent_error', 'budget'];

test.each<[name: string, view: GoingOnView, options: Partial<GoingOnOptions>, plan: string]>([
	['no run', view(null), {}, 'new, refuses dirt'],
	['no run, --dirty', view(null), {dirty: true}, 'new'],
	['completed with open tickets', view(at('completed')), {}, 'new, refuses dirt'],
	['completed, nothing open', view(at('completed'), {openTickets: 0}), {}, 'nothing'],
	['completed, the tickets are gone', view(at('completed'), {openTickets: 0, totalTickets: 0}), {}, 'new, refuses dirt'],
	['a question', view(asking), {}, 'refuse 3'],
	['a question, --no-answer', view(asking), {noAnswer: true}, 'go_on'],
	['a question that was answered', view(answered), {}, 'go_on'],
	['a question, an answer lies there', view(asking, {answerWaits: true}), {}, 'go_on'],
	['an unknown outcome', view(unknown), {}, 'refuse 3'],
	['an unknown outcome, --no-answer', view(unknown), {noAnswer: true}, 'go_on'],
	...mendable.map((code): [string, GoingOnView, Partial<GoingOnOptions>, string] => [code, view(at('paused', code)), {}, 'go_on']),
	...passing.map((code): [string, GoingOnView, Partial<GoingOnOptions>, string] => [code, view(at('paused', code)), {}, 'go_on']),
	['stopped', view(at('stopped')), {}, 'go_on'],
	['failed', view(at('failed')), {}, 'go_on'],
	['a dead worker', view(at('running')), {}, 'go_on'],
	['a live worker', view(at('running'), {workerLives: true}), {}, 'follow'],
	['a live worker, --dirty', view(at('running'), {workerLives: true}), {dirty: true}, 'follow'],
	['a live worker, --foreground', view(at('running'), {workerLives: true}), {foreground: true}, 'refuse 5'],
	['a live worker, --once', view(at('running'), {workerLives: true}), {once: true}, 'refuse 5'],
	['a live worker, --max-turns', view(at('running'), {workerLives: true}), {maxTurns: 3}, 'refuse 5'],
	['a live worker, --full-access', view(at('running'), {workerLives: true}), {fullAccess: true}, 'refuse 5'],
	['--recover, a dead worker', view(at('running')), {recover: true}, 'go_on'],
	['--recover, a live worker', view(at('running'), {workerLives: true}), {recover: true}, 'nothing'],
	['--recover, a resting run', view(at('paused', 'max_turns')), {recover: true}, 'nothing'],
	['--recover, a question', view(asking), {recover: true}, 'nothing'],
	['--recover, no run', view(null), {recover: true}, 'nothing'],
])('planGoingOn: %s -> %4$s', (_name, given, more, expected) => {
	const plan = planGoingOn(given, {...options, ...more});
	const said = {
		new: () => plan.type === 'new' && plan.refusesDirtyTree ? 'new, refuses dirt' : 'new',
		refuse: () => plan.type === 'refuse' ? `refuse ${plan.exitCode}` : '',
		go_on: () => 'go_on',
		follow: () => 'follow',
		nothing: () => 'nothing',
	}[plan.type]();
	expect(said).toBe(expected);
});

test('planGoingOn: a question -> the refusal says what is asked and how to answer', () => {
	expect(planGoingOn(view(asking), options)).toEqual({
		type: 'refuse', exitCode: 3, message: 'why', hint: 'do this; car run --no-answer goes on without', details: ['detail'],
	});
});

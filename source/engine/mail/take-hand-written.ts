import {readdirSync} from 'node:fs';
import {questionFor} from '../../domain/run/question-for.js';
import {nextReplyNumber, takeHandWrittenReply} from '../../store/message/archive-message.js';
import {repositoryPath} from '../../store/folder/layout.js';
import {
	handWrittenReplyProblem, handWrittenReplyStat, readReplies, replyChangedAt,
} from '../../store/message/read-messages.js';
import type {Flow} from '../flow.js';
import {
	lastReply, receive, refuse,
} from './receive-reply.js';

const settledMilliseconds = 1000;

/** Replies without a command: a USER_REPLY.md that nobody touched for a second (or at a start), and folders a human put into the history. */
export const takeHandWrittenReplies = (flow: Flow, options: {readonly atStart: boolean}): void => {
	const isSettled = (changedAt: number): boolean => options.atStart || unsettledFor(flow, changedAt) === 0;
	const taken = takeLooseReply(flow, isSettled);
	const known = new Set(flow.state().replies.map(reply => reply.number));
	for (const reply of hasReplies(flow) ? readReplies(flow.run) : []) {
		if (!known.has(reply.number) && (reply.number === taken || isSettled(replyChangedAt(flow.run, reply.number)))) {
			// With no question open, the next prompt says that it cannot be read.
			if (flow.state().questions.length > 0 && reply.body === '' && reply.title === undefined && reply.problems.length > 0) {
				sayUnread(flow, {name: `reply-${reply.number}`, changedAt: replyChangedAt(flow.run, reply.number), problem: `the reply in ${repositoryPath(flow.repo, flow.run.archivedReply(reply.number))} was not taken: ${reply.problems[0] ?? ''}`});
				continue;
			}

			receive(flow, reply.number, {commandId: null, ...questionFor(flow.state(), undefined) ?? {id: null, ticket: null}});
		}
	}
};

/** Milliseconds until something a human wrote at this moment was left alone for long enough. A time to come, from another clock, says nothing. */
const unsettledFor = (flow: Flow, changedAt: number): number => {
	const age = flow.world.now() - changedAt;
	return age < -settledMilliseconds ? 0 : Math.max(0, Math.ceil(settledMilliseconds - age));
};

/** Milliseconds until a reply that a human is writing by hand can be taken; 0 when there is none. */
const unsettledReply = (flow: Flow): number => {
	const known = new Set(flow.state().replies.map(reply => reply.number));
	const fresh = hasReplies(flow) ? readReplies(flow.run).filter(reply => !known.has(reply.number)) : [];
	const times = [handWrittenReplyStat(flow.run)?.mtimeMs ?? 0, ...fresh.map(reply => replyChangedAt(flow.run, reply.number))];
	return Math.max(...times.map(time => unsettledFor(flow, time)));
};

/** The last look before a worker leaves a run to itself: whether somebody is writing a reply, or has just written one, which is taken then. */
export const replyCame = (flow: Flow): boolean => {
	if (unsettledReply(flow) > 0) {
		return true;
	}

	const {seq} = flow.state();
	takeHandWrittenReplies(flow, {atStart: false});
	return flow.state().seq !== seq;
};

/** Waits a moment for a human who is writing a reply, before the run rests and nobody would read it. True: somebody was, what to do is to be decided anew. */
export const awaitReplyWriter = async (flow: Flow): Promise<boolean> => {
	if (flow.control.interrupt.signal.aborted || flow.control.shutdown || !replyCame(flow)) {
		return false;
	}

	await flow.world.wait(unsettledReply(flow), flow.control.interrupt.signal);
	return true;
};

/** The number that a USER_REPLY.md got, if there was one to take. */
const takeLooseReply = (flow: Flow, isSettled: (changedAt: number) => boolean): number | undefined => {
	const stat = handWrittenReplyStat(flow.run);
	if (stat === undefined || !isSettled(stat.mtimeMs)) {
		return undefined;
	}

	const problem = handWrittenReplyProblem(flow.run);
	if (problem !== undefined) {
		sayUnread(flow, {name: 'user-reply', changedAt: stat.mtimeMs, problem: `${problem}, so it was not taken; it stays where it is`});
		return undefined;
	}

	const number = nextReplyNumber(flow.run, lastReply(flow));
	return takeHandWrittenReply(flow.run, number) ? number : undefined;
};

/** Says once for each version of a file that nobody can read what it says; it answers nothing then. */
const sayUnread = (flow: Flow, {name, changedAt, problem}: {readonly name: string; readonly changedAt: number; readonly problem: string}): void => {
	const id = `${name}-${Math.round(changedAt)}`;
	if (!(id in flow.state().commands)) {
		refuse(flow, id, problem.replace(/\.$/, ''));
	}
};

const hasReplies = (flow: Flow): boolean => {
	try {
		return readdirSync(flow.run.replyHistory).length > flow.state().replies.length;
	} catch {
		return false;
	}
};

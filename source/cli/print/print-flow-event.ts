import type {FlowEvent, VerifyResult} from '../../domain/event/flow-event.js';
import {counted} from '../../domain/words/short-words.js';
import {lengthOf, momentOf, secondsClockOf} from '../../domain/words/times.js';
import {
	bad, faint, good, strong, warning, type Line, type Span,
} from '../output.js';

type EventOf<Type extends FlowEvent['type']> = Extract<FlowEvent, {type: Type}>;

const nameOf = (ticket: string): string => ticket.split('/').at(-1)?.replace(/\.md$/iv, '') ?? ticket;

const statusSpan = (status: EventOf<'run_state_changed'>['status']): Span => {
	switch (status) {
		case 'completed': {
			return good(status);
		}

		case 'failed': {
			return bad(status);
		}

		case 'paused': {
			return warning(status);
		}

		case 'running':
		case 'stopped': {
			return strong(status);
		}

		default: {
			return status satisfies never;
		}
	}
};

/** Each line of a text that says something, set in. */
export const indented = (text: string, prefix = '  '): readonly Line[] => text.split('\n').filter(line => line.trim() !== '').map(line => `${prefix}${line}`);

const changedLines = (event: EventOf<'run_state_changed'>): readonly Line[] => {
	if (event.status === 'running' && event.reason === null) {
		return event.went_on === true ? [['the run ', strong('goes on')]] : [];
	}

	const until = event.until === null ? '' : ` (goes on by itself at ${momentOf(event.until, new Date(event.at))})`;
	return [
		[statusSpan(event.status), event.reason === null ? '' : `: ${event.reason}${until}`],
		...event.reason_details.flatMap(detail => indented(detail)),
		...event.next === null || event.next === '' ? [] : [`  next: ${event.next}`],
	];
};

const purposes: Readonly<Record<EventOf<'turn_started'>['purpose'], string>> = {
	work: '',
	lint: ', to mend the ticket',
	commit: ', to commit',
	verify: ', to make the checks pass',
	dispatch: ', to mend its message',
};

const finishedLines = (event: EventOf<'turn_finished'>): readonly Line[] => {
	const {files, insertions, deletions} = event.diff_stats;
	const facts = [
		lengthOf(event.seconds),
		files === 0 ? 'no file changed' : `${counted(files, 'file')} +${insertions} -${deletions}`,
		...event.tokens === null ? [] : [counted(event.tokens.total, 'token')],
	].join(', ');
	const outcome = event.outcome === 'completed' ? good(event.outcome) : bad(event.outcome);
	return [[`turn ${event.turn} `, outcome, ` (${facts})`], ...event.error === null || event.outcome === 'interrupted' ? [] : indented(event.error)];
};

const resultLine = ({command, exit_code, before, seconds}: VerifyResult): Line => {
	if (exit_code === 0) {
		return ['  ', good('passes'), `: ${command} (${lengthOf(seconds)})`];
	}

	const code = exit_code === null ? 'ended by its time limit or a signal' : `exit ${exit_code}`;
	return before !== null && before !== 0
		? ['  ', warning('failed before too'), `: ${command} (${code})`]
		: ['  ', bad('fails'), `: ${command} (${code})`];
};

const verifiedLines = (event: EventOf<'verify_finished'>): readonly Line[] => event.results.length === 0
	? []
	: [
		event.baseline ? `checks of ${nameOf(event.ticket)} before its first turn` : `checks of ${nameOf(event.ticket)}`,
		...event.results.flatMap(result => [resultLine(result), ...result.exit_code === 0 || event.baseline ? [] : indented(result.tail.split('\n').slice(-10).join('\n'), '    ')]),
	];

const dispatchLines = (event: EventOf<'dispatch_archived'>): readonly Line[] => {
	const attachments = event.attachments.map(path => `  ${path}`);
	switch (event.mode) {
		case 'pause': {
			return [[warning(`question ${event.dispatch}`), `: ${event.title}`], ...attachments];
		}

		case 'notify': {
			return [[strong(`message ${event.dispatch}`), `: ${event.title}`], ...attachments];
		}

		case 'turn_summary': {
			return [];
		}

		default: {
			return event.mode satisfies never;
		}
	}
};

const flowLines = (event: FlowEvent): readonly Line[] => {
	switch (event.type) {
		case 'run_started': {
			return [[strong(`run #${event.number}`), ` ${event.run_id}`]];
		}

		case 'run_state_changed': {
			return changedLines(event);
		}

		case 'ticket_selected': {
			return [[strong(nameOf(event.ticket)), ` with ${event.agent}`]];
		}

		case 'ticket_renamed': {
			return [`${nameOf(event.from)} is now ${nameOf(event.ticket)}`];
		}

		case 'turn_started': {
			const attempt = event.attempt > 1 ? `, attempt ${event.attempt}` : '';
			return [`turn ${event.turn} of ${nameOf(event.ticket)} with ${event.agent}${purposes[event.purpose]}${attempt}`];
		}

		case 'turn_finished': {
			return finishedLines(event);
		}

		case 'dispatch_archived': {
			return dispatchLines(event);
		}

		case 'reply_received': {
			return [`reply ${event.reply} received${event.to === null ? '' : `, to ${event.to}`}`];
		}

		case 'reply_delivered': {
			return [`reply ${event.reply} delivered in turn ${event.turn}`];
		}

		case 'committed': {
			return [`committed ${event.commit.slice(0, 10)} (${event.kind})`];
		}

		case 'commit_refused': {
			return [[bad('commit refused'), ` (${event.kind})`], ...indented(event.error)];
		}

		case 'verify_finished': {
			return verifiedLines(event);
		}

		case 'item_opened': {
			// A question was said already, by its dispatch.
			return event.kind === 'question' ? [] : [[warning('waits for you'), `: ${event.title}`], `  next: ${event.next}`];
		}

		case 'item_closed': {
			return [`no longer waits: ${event.title}`];
		}

		case 'command_refused': {
			return [[bad('refused'), `: ${event.reason}`]];
		}

		case 'command_done': {
			return [];
		}

		case 'recovered': {
			return [[warning('recovered'), `: ${event.found}; ${event.did}`]];
		}

		default: {
			return event satisfies never;
		}
	}
};

/** What one flow event says, with the time of day in the margin. Unimportant ones say nothing. */
export const flowEventLines = (event: FlowEvent): readonly Line[] => flowLines(event).map((line, index): Line => {
	const margin = faint(index === 0 ? `${secondsClockOf(event.at)} ` : '         ');
	return [margin, ...typeof line === 'string' ? [line] : line];
});

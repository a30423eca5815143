import type {
	FlowEvent, FlowEventOf, RunStatus, TurnPurpose, VerifyResult,
} from '../event/flow-event.js';
import {messageWords} from './inbox-words.js';
import {
	bad, good, strong, warning, type Line, type Tone,
} from './line.js';
import {counted, fileTitle, ticketName} from './short-words.js';
import {lengthOf, momentOf} from './times.js';
import {told, type Told, type Voice} from './told.js';

/** What it means that a run is in a state. */
export const statusTones: Readonly<Record<RunStatus, Tone>> = {
	running: 'strong', paused: 'warning', stopped: 'strong', completed: 'good', failed: 'bad',
};

const tellRun = (event: FlowEventOf<'run_state_changed'>, isBrief: boolean): readonly Told[] => {
	const {status, reason, reason_code: code} = event;
	if (status === 'running' && reason === null) {
		return isBrief || event.went_on === true ? [told('notice', isBrief ? 'the run goes on' : ['the run ', strong('goes on')])] : [];
	}

	const sort = status === 'failed' ? 'failure' : 'notice';
	if (isBrief) {
		// A question and a failed turn stand in the line above already.
		const isSaid = reason === null || code === 'question' || code === 'agent_error';
		return [told(sort, status === 'running' ? `the run waits: ${reason ?? ''}` : `run ${status}${isSaid ? '' : `: ${reason}`}`)];
	}

	const until = event.until === null ? '' : ` (goes on by itself at ${momentOf(event.until, new Date(event.at))})`;
	return [told(
		sort,
		[{text: status, tone: statusTones[status]}, reason === null ? '' : `: ${reason}${until}`],
		[...event.reason_details, event.next === null || event.next === '' ? '' : `next: ${event.next}`],
	)];
};

const purposes: Readonly<Record<TurnPurpose, readonly [full: string, brief: string]>> = {
	work: ['', ''],
	lint: [', to mend the ticket', ', for lint'],
	commit: [', to commit', ', for commit'],
	verify: [', to make the checks pass', ', for verify'],
	dispatch: [', to mend its message', ', for dispatch'],
};

const tellTurn = ({turn, ticket, agent, purpose, attempt}: FlowEventOf<'turn_started'>, isBrief: boolean): readonly Told[] => {
	const more = `${purposes[purpose][isBrief ? 1 : 0]}${attempt > 1 ? `, attempt ${attempt}` : ''}`;
	return [told('turn', isBrief ? `${ticketName(ticket)} turn ${turn} ${agent}${more}` : `turn ${turn} of ${fileTitle(ticket)} with ${agent}${more}`)];
};

const tellTurnEnd = ({turn, outcome, error, seconds, tokens, diff_stats: {files, insertions, deletions}}: FlowEventOf<'turn_finished'>, isBrief: boolean): readonly Told[] => {
	const sort = outcome === 'completed' ? 'notice' : 'failure';
	const changes = files === 0 ? 'no file changed' : `${counted(files, 'file')}${isBrief ? ',' : ''} +${insertions} -${deletions}`;
	if (isBrief) {
		// Of a long error the first line: the agent's own lines stand above.
		const [trouble = ''] = (error ?? '').trim().split('\n');
		return [told(sort, `turn ${turn} ${outcome}: ${trouble === '' || trouble === outcome ? '' : `${trouble}; `}${changes}`)];
	}

	const facts = [lengthOf(seconds), changes, ...tokens === null ? [] : [counted(tokens.total, 'token')]].join(', ');
	return [told(sort, [`turn ${turn} `, outcome === 'completed' ? good(outcome) : bad(outcome), ` (${facts})`], error === null || outcome === 'interrupted' ? [] : [error])];
};

/** How a check ended: its exit code, and whether that is new. */
const isOld = ({exit_code: code, before}: VerifyResult): boolean => code !== 0 && before !== null && before !== 0;

/** Below it the end of what a check that failed printed, or all that is kept of any. */
const tellResult = (result: VerifyResult, isBaseline: boolean, isWhole: boolean): readonly Line[] => {
	const {command, exit_code: code, seconds, tail} = result;
	const ended = ` (${code === null ? 'ended by its time limit or a signal' : `exit ${code}`})`;
	const printed = isWhole ? tail.trimEnd() : (isBaseline || code === 0 ? '' : tail.split('\n').slice(-10).join('\n'));
	return [
		code === 0 ? [good('passes'), `: ${command} (${lengthOf(seconds)})`] : [isOld(result) ? warning('failed before too') : bad('fails'), `: ${command}${ended}`],
		...printed === '' ? [] : printed.split('\n').map(line => line.trim() === '' ? '' : `  ${line}`),
	];
};

const tellChecks = ({ticket, results, baseline}: FlowEventOf<'verify_finished'>, isBrief: boolean, isWhole: boolean): readonly Told[] => {
	if (isBrief) {
		return results.map(result => told(
			// What fails before the ticket's first turn is nobody's failure: it is only noted.
			result.exit_code === 0 ? 'result' : (baseline ? 'notice' : 'failure'),
			`${baseline ? 'before the ticket, ' : ''}verify: ${result.command}: ${result.exit_code === null ? 'was ended' : `exit ${result.exit_code}`}${!baseline && isOld(result) ? ', failed before too' : ''}`,
		));
	}

	const line = `checks of ${fileTitle(ticket)}${baseline ? ' before its first turn' : ''}`;
	const below = results.flatMap(result => tellResult(result, baseline, isWhole));
	return results.length === 0 ? [] : [isWhole ? {sort: 'notice', line, below} : told('notice', line, below)];
};

const tellMessage = ({mode, dispatch, title, attachments}: FlowEventOf<'dispatch_archived'>, isBrief: boolean): readonly Told[] => {
	if (mode === 'turn_summary') {
		return [];
	}

	const isQuestion = mode === 'pause';
	return [isBrief
		? told(isQuestion ? 'question' : 'notice', `${messageWords[isQuestion ? 'asks' : 'tells']}: ${title}`)
		: told(isQuestion ? 'question' : 'notice', [isQuestion ? warning(`question ${dispatch}`) : strong(`message ${dispatch}`), `: ${title}`], attachments)];
};

/** What each kind of event says; nothing where it is of no use to anybody. */
const tellers: {readonly [Type in FlowEvent['type']]: (event: FlowEventOf<Type>, isBrief: boolean, isWhole: boolean) => readonly Told[]} = {
	run_started: ({number, run_id: id}) => [told('notice', [strong(`run #${number}`), ` ${id}`])],
	run_state_changed: tellRun,
	ticket_selected: ({ticket, agent}) => [told('notice', [strong(fileTitle(ticket)), ` with ${agent}`])],
	ticket_renamed: ({from, ticket}) => [told('notice', `${fileTitle(from)} is now ${fileTitle(ticket)}`)],
	turn_started: tellTurn,
	turn_finished: tellTurnEnd,
	dispatch_archived: tellMessage,
	reply_received: ({reply, to}, isBrief) => [told('notice', `reply ${reply} received${isBrief || to === null ? '' : `, to ${to}`}`)],
	reply_delivered: ({reply, turn}) => [told('notice', `reply ${reply} delivered in turn ${turn}`)],
	committed: ({commit, kind}, isBrief) => [told('commit', `committed ${commit.slice(0, isBrief ? 9 : 10)} (${kind})`)],
	commit_refused: ({kind, error}, isBrief) => [isBrief ? told('failure', `commit refused: ${error}`) : told('failure', [bad('commit refused'), ` (${kind})`], [error])],
	verify_finished: tellChecks,
	// A question was said already, by its dispatch.
	item_opened: ({kind, title, next}) => kind === 'question' ? [] : [told('question', [warning('waits for you'), `: ${title}`], [`next: ${next}`])],
	item_closed: ({title}) => [told('notice', `no longer waits: ${title}`)],
	command_refused: ({reason}) => [told('failure', [bad('refused'), `: ${reason}`])],
	command_done: () => [],
	recovered: ({found, did}) => [told('notice', [warning('recovered'), `: ${found}; ${did}`])],
};

/** What the screen shows beside its log all the time, so that its log need not. */
const standsBeside: ReadonlySet<FlowEvent['type']> = new Set(['run_started', 'ticket_selected', 'ticket_renamed', 'item_opened', 'item_closed']);

/** What an event of the log says: to the commands, the log of the screen and its search, and the files. */
export const tellEvent = (event: FlowEvent, voice: Voice): readonly Told[] => {
	const isBrief = voice === 'brief';
	const tell = tellers[event.type] as (event: FlowEvent, isBrief: boolean, isWhole: boolean) => readonly Told[];
	return isBrief && standsBeside.has(event.type) ? [] : tell(event, isBrief, voice === 'whole');
};

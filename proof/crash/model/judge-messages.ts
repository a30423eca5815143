import type {Evidence, LogEvent, RunEvidence} from './evidence.js';

const once = (what: string, times: number): readonly string[] => {
	if (times === 1) {
		return [];
	}

	return [times === 0 ? `${what} is lost` : `${what} is there ${times} times`];
};

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

const eventsOf = (evidence: Evidence, type: string): ReadonlyArray<LogEvent & {readonly run: string}> =>
	evidence.runs.flatMap(run => run.events.filter(event => event.type === type).map(event => ({...event, run: run.runId})));

/** Numbers of a history and of its events are the same ones, from 1 on, each once. */
const judgeNumbers = (what: string, run: RunEvidence, events: readonly number[], folders: readonly number[]): readonly string[] => {
	const wanted = folders.map((_, index) => index + 1).join(', ');
	return [
		...(folders.join(', ') === wanted ? [] : [`${what} of ${run.runId} are numbered ${folders.join(', ')}`]),
		...(events.toSorted((one, other) => one - other).join(', ') === wanted ? [] : [`${what} ${wanted} lie in ${run.runId}, and the log names ${events.join(', ')}`]),
	];
};

type SentReply = {readonly token: string; readonly attachment: string | undefined; readonly commandId: string | undefined; readonly isCertain: boolean};

const sentReplies = ({acts, journal}: Evidence): readonly SentReply[] => {
	const early = journal.filter(note => note.what === 'posts' && note.rest === 'early');
	const isPosted = journal.some(note => note.what === 'posted' && note.rest === 'early');
	return [
		...acts.replies.map(reply => ({...reply, isCertain: true})),
		...(early.length === 0
			? []
			: [{
				token: 'REPLY-TOKEN-early', attachment: undefined, commandId: 'early', isCertain: isPosted,
			}]),
	];
};

/** A reply that counts is in the history once, with what came with it, in the log once, and in the prompts until one turn with it succeeded. */
const judgeReply = (evidence: Evidence, reply: SentReply): readonly string[] => {
	const {token, attachment, commandId} = reply;
	const places = evidence.runs.flatMap(run => run.replies.filter(message => message.text.split(/\s/v).includes(token)).map(message => ({run, message})));
	const [place] = places;
	if (place === undefined && !reply.isCertain) {
		return [];
	}

	const received = eventsOf(evidence, 'reply_received').filter(event => event.run === place?.run.runId && event.reply === place.message.number);
	const holding = evidence.prompts.filter(prompt => prompt.text.includes(token)).toSorted((one, other) => one.turn - other.turn);
	const closed = holding.filter(prompt => eventsOf(evidence, 'turn_finished').some(event => event.run === prompt.run && event.turn === prompt.turn && event.outcome === 'completed'));
	return [
		...once(`${token} in the reply history`, places.length),
		...once(`${token} in the log`, received.length),
		...(received.some(event => event.command_id !== (commandId ?? null)) ? [`${token} is in the log as another command's`] : []),
		...(attachment === undefined || place?.message.files[attachment] === `with ${token}` ? [] : [`the attachment of ${token} is lost`]),
		...once(`${token} in prompts whose turn succeeded`, closed.length),
		...(holding.some(prompt => occurrences(prompt.text, token) > 1) ? [`a prompt holds ${token} twice`] : []),
		...(closed.length > 0 && holding.at(-1) !== closed[0] ? [`${token} was sent again after a turn with it had succeeded`] : []),
	];
};

export const judgeReplies = (evidence: Evidence): readonly string[] => {
	const replies = sentReplies(evidence);
	const inHistory = evidence.runs.flatMap(run => run.replies).length;
	return [
		...replies.flatMap(reply => judgeReply(evidence, reply)),
		...(inHistory > replies.length ? [`${inHistory} replies lie in the history, ${replies.length} were given`] : []),
		...evidence.runs.flatMap(run => judgeNumbers('replies', run, run.events.filter(event => event.type === 'reply_received').map(event => Number(event.reply)), run.replies.map(message => message.number))),
	];
};

/** A message the agent put into the outbox is in the history once, with its own attachments, in the log once, and asks once. */
const judgeDispatch = (evidence: Evidence, me: string, isSent: boolean, run: string): readonly string[] => {
	const found = evidence.runs.filter(each => run.startsWith(`${each.runId}-`)).flatMap(each => each.dispatches.filter(message => message.text.includes(`TOKEN-${me}.`)));
	if (!isSent && found.length === 0) {
		return [];
	}

	const attached = evidence.journal.filter(note => note.what === 'attached' && note.turn === run && note.rest.startsWith(`${me} `)).map(note => note.rest.slice(me.length + 1));
	return [
		...once(`the agent's message ${me}`, found.length),
		...attached.filter(file => found[0]?.files[file] !== `attachment ${me}`).map(file => `the attachment ${file} of message ${me} is lost`),
	];
};

export const judgeDispatches = (evidence: Evidence): readonly string[] => {
	const {journal, runs} = evidence;
	const sends = journal.filter(note => note.what === 'sends');
	const isSent = (rest: string, turn: string): boolean => journal.some(note => note.what === 'sent' && note.rest === rest && note.turn === turn);
	const attachments = runs.flatMap(run => run.dispatches.flatMap(message => Object.entries(message.files).map(([file, text]) => `${run.runId} ${file}: ${text}`)));
	const doubled = attachments.filter((attachment, index) => attachments.indexOf(attachment) !== index);
	return [
		...sends.flatMap(note => judgeDispatch(evidence, note.rest, isSent(note.rest, note.turn), note.turn)),
		...doubled.map(attachment => `an attachment came with two messages: ${attachment}`),
		...runs.flatMap(run => {
			const archived = run.events.filter(event => event.type === 'dispatch_archived');
			const questions = archived.filter(event => event.mode === 'pause').map(event => String(event.dispatch));
			const opened = run.events.filter(event => event.type === 'item_opened' && event.kind === 'question').map(event => String(event.id));
			const messages = archived.filter(event => event.mode !== 'turn_summary').length;
			const others = run.dispatches.filter(message => message.text.includes('TOKEN-')).length;
			return [
				...judgeNumbers('dispatches', run, archived.map(event => Number(event.dispatch)), run.dispatches.map(message => message.number)),
				...(questions.join(' ') === opened.join(' ') ? [] : [`questions ${questions.join(' ')} were asked, and ${opened.join(' ')} opened`]),
				...(messages === others ? [] : [`${messages} messages in the log, ${others} in the history`]),
			];
		}),
	];
};

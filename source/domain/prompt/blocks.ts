import type {Reply} from '../message/reply.js';
import {sanitiseLine} from '../text/sanitise.js';
import type {TicketProblem} from '../ticket/ticket.js';
import type {CommitRequired, PromptFile, VerifyFailure} from './prompt-parts.js';

const shownFiles = 20;

const list = (items: readonly string[]): string => items.map(item => `- ${item.trim().replaceAll('\n', '\n  ')}`).join('\n');

const paragraphs = (...texts: readonly string[]): string => texts.map(text => text.trimEnd()).filter(text => text !== '').join('\n\n');

/** A file with its path above it; a path is always one line. */
export const fileText = ({path, text}: PromptFile): string => `[FILE ${sanitiseLine(path)}]\n${text}`;

/** What a commit of unfinished work ran into. */
export const checkpointError = (error: string | undefined): string => error === undefined || error.trim() === ''
	? ''
	: paragraphs('After your last turn car could not commit the work so far. If your changes are the cause (a hook that finds fault with them, say), mend that first, then go on with the ticket. The commit said:', error);

const filesNotCommitted = (files: readonly string[]): string => {
	const shown = files.slice(0, shownFiles).map(file => sanitiseLine(file));
	const rest = files.length - shown.length;
	return files.length === 0 ? '' : `Not committed:\n${list(rest > 0 ? [...shown, `and ${rest} more`] : shown)}`;
};

const attempts = (left: number): string => {
	if (left <= 1) {
		return 'This is the last attempt before a human is called.';
	}

	return `After this attempt ${left === 2 ? 'one more is' : `${left - 1} more are`} made before a human is called.`;
};

/** A finished ticket whose work is not in git yet. */
export const commitRequired = (required: CommitRequired | undefined): string => {
	if (required === undefined) {
		return '';
	}

	const {commitBy, files, output, attemptsLeft} = required;
	const task = commitBy === 'car'
		? 'The ticket is done, but car could not commit the work: the commit was refused. Mend what it complains about and nothing else; car then commits again. Do not switch the hook off.'
		: 'The ticket is done, but not everything is committed. Commit what belongs to it with a message that says what changed and why, and remove what does not, until `git status --porcelain` prints nothing. Do no other work.';
	return paragraphs(`${task} Leave \`done: true\` as it is. ${attempts(attemptsLeft)}`, filesNotCommitted(files), output.trim() === '' ? '' : `The commit said:\n${output}`);
};

/** A ticket file that cannot be read. */
export const lintErrors = (problems: readonly TicketProblem[] | undefined, ticketPath: string): string => problems === undefined || problems.length === 0
	? ''
	: paragraphs(
		`${sanitiseLine(ticketPath)} cannot be read as it is now. Mend its frontmatter, and do nothing else in this turn. It begins and ends with a line \`---\` and needs \`agent\` and \`done: true\` or \`done: false\`.`,
		list(problems.map(({line, message, mend}) => `${line === undefined ? '' : `line ${line}: `}${message} ${mend}`)),
	);

/** A message to the human that could not be delivered. */
export const dispatchErrors = (problems: readonly string[] | undefined, dispatchFile: string): string => problems === undefined || problems.length === 0
	? ''
	: paragraphs(`Your message in ${sanitiseLine(dispatchFile)} could not be read, so the human has not got it. Write the file again.`, list(problems));

const failure = ({command, exitCode, tail}: VerifyFailure): string =>
	`$ ${command}\n(${exitCode === null ? 'ended by its time limit or a signal' : `exit code ${exitCode}`})\n${tail.trimEnd()}`.trimEnd();

/** Checks that fail though the ticket is said to be done. */
export const verifyFailures = (failures: readonly VerifyFailure[] | undefined): string => failures === undefined || failures.length === 0
	? ''
	: paragraphs(
		'You set `done: true`, but these checks fail, and they are not known to have failed before you began. Mend the cause, not the check, and leave `done: true`: car runs them again after your turn.',
		...failures.map(each => failure(each)),
	);

/** What an agent reads after a turn that came to nothing. */
export const noProgress = 'Your last turn changed nothing: no file, no commit, no ticket, no message. One more such turn stops the run. Take the next step of the ticket; or, if all of it is done, set `done: true`; or, if something is in the way, ask with `mode: pause`.';

/** A human's reply as the agent reads it. */
export const replyText = ({number, title, body, attachments, problems}: Reply): string => paragraphs(
	[`[USER_REPLY ${String(number).padStart(4, '0')}]`, ...title === undefined ? [] : [`Title: ${sanitiseLine(title)}`]].join('\n'),
	problems.length === 0 ? '' : `Could not be read in full:\n${list(problems)}`,
	body,
	attachments.length === 0 ? '' : `Attachments:\n${list(attachments.map(file => sanitiseLine(file)))}`,
);

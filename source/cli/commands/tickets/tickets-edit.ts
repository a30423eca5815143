import {UserError} from '../../../domain/user-error.js';
import type {Context} from '../../command.js';
import {answer} from '../../answer.js';
import {faint} from '../../output.js';
import {readStdin} from '../../ask/read-stdin.js';
import {withClient} from '../../ask/repository.js';
import {readNewTickets, type NewTicket} from './read-new-tickets.js';
import {chosenTickets} from './ticket-range.js';

export type TicketsCall = {
	readonly context: Context<{readonly json: boolean; readonly before: string | undefined; readonly end: boolean}>;
	/** What follows the name of the action. */
	readonly words: readonly string[];
};

const wanted = async ({context, words}: TicketsCall): Promise<readonly NewTicket[]> => {
	const title = words.join(' ').trim();
	if (title === '-') {
		return readNewTickets(await readStdin(context.stdin));
	}

	if (title === '') {
		throw new UserError('The new ticket needs a title.', 'car tickets new "What to do"', 2);
	}

	return [{title, body: ''}];
};

/** `car tickets new`: each ticket gets the number after the highest. */
export const newTickets = async ({context, words}: TicketsCall): Promise<number> => {
	const tickets = await wanted({context, words});
	const paths = await withClient(context, async (client, repo) => {
		await context.doors.requirePrepared(repo);
		const made: string[] = [];
		for (const {title, body} of tickets) {
			made.push(await client.newTicket(title, body.trim() === '' ? undefined : body));
		}

		return made;
	});
	return answer(context, () => paths, () => [
		...paths.map(path => `${path} is written.`),
		[faint('  Say there what is to be done and how one sees that it is; then car run.')],
	]);
};

/** `car tickets done` and `reopen`: edits the one line of each; nothing is changed when a number names no ticket. */
export const setTicketsDone = async ({context, words}: TicketsCall, done: boolean): Promise<number> => withClient(context, async client => {
	const {tickets} = await client.snapshot();
	const chosen = chosenTickets(tickets, words);
	const changed: string[] = [];
	for (const ticket of chosen) {
		if (ticket.done === done && ticket.state !== 'broken') {
			continue;
		}

		await client.setDone(ticket.path, done);
		changed.push(ticket.path);
	}

	return answer(context, () => changed, () => [
		...chosen.map(({path}) => `${path} is ${changed.includes(path) ? '' : 'already '}${done ? 'done' : 'open'}.`),
		[faint('  car run goes on with what is open.')],
	]);
});

/** `car tickets move N --before M` or `--end`. */
export const moveTicket = async ({context, words}: TicketsCall): Promise<number> => withClient(context, async (client, repo) => {
	const {before, end} = context.flags;
	if ((before === undefined) !== end || words.length !== 1) {
		throw new UserError('Which ticket, and before which?', 'car tickets move 7 --before 3, or car tickets move 7 --end', 2);
	}

	await context.doors.requirePrepared(repo);
	const {tickets} = await client.snapshot();
	const [ticket] = chosenTickets(tickets, words);
	const [other] = before === undefined ? [] : chosenTickets(tickets, [before]);
	if (ticket === undefined) {
		throw new UserError('Which ticket, and before which?', 'car tickets move 7 --before 3, or car tickets move 7 --end', 2);
	}

	const plan = await client.moveTicket(ticket.number, other?.number ?? 'end');
	return answer(context, () => plan, () => [
		...plan.renames.map(({from, to}) => `${from} is now ${to}`),
		...plan.afterEdits.map(({path, after}) => `${plan.renames.find(({from}) => from === path)?.to ?? path} comes after ${after.join(', ')}`),
		...plan.renames.length === 0 ? [`${ticket.path} stands there already.`] : [],
	]);
});

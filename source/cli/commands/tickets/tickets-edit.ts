import {UserError} from '../../../domain/user-error.js';
import type {Context} from '../../command.js';
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
	if (context.flags.json) {
		context.out.json(paths);
		return 0;
	}

	for (const path of paths) {
		context.out.line(`${path} is written.`);
	}

	context.out.line([faint('  Say there what is to be done and how one sees that it is; then car run.')]);
	return 0;
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

	if (context.flags.json) {
		context.out.json(changed);
		return 0;
	}

	for (const {path} of chosen) {
		context.out.line(`${path} is ${changed.includes(path) ? '' : 'already '}${done ? 'done' : 'open'}.`);
	}

	context.out.line([faint('  car run goes on with what is open.')]);
	return 0;
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
	if (context.flags.json) {
		context.out.json(plan);
		return 0;
	}

	for (const {from, to} of plan.renames) {
		context.out.line(`${from} is now ${to}`);
	}

	for (const {path, after} of plan.afterEdits) {
		context.out.line(`${plan.renames.find(({from}) => from === path)?.to ?? path} comes after ${after.join(', ')}`);
	}

	if (plan.renames.length === 0) {
		context.out.line(`${ticket.path} stands there already.`);
	}

	return 0;
});

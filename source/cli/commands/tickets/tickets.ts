import {nearest} from '../../../domain/text/nearest.js';
import {UserError} from '../../../domain/user-error.js';
import {jsonFlag} from '../../answer.js';
import {defineCommand} from '../../command.js';
import {
	moveTicket, newTickets, setTicketsDone, type TicketsCall,
} from './tickets-edit.js';
import {lintTickets, listTickets, showTicket} from './tickets-read.js';

const actions: Readonly<Record<string, (call: TicketsCall) => Promise<number>>> = {
	list: listTickets,
	lint: lintTickets,
	show: showTicket,
	new: newTickets,
	done: async call => setTicketsDone(call, true),
	reopen: async call => setTicketsDone(call, false),
	move: moveTicket,
};

export const command = defineCommand({
	help: `
car tickets: the queue of work

Usage
  car tickets [list]               --json everywhere
  car tickets lint                 every problem with its mend; exit 1 if any
  car tickets show N
  car tickets new TITLE            writes the next one
  car tickets new -                from stdin; each "# Title" begins one
  car tickets done N | reopen N    also ranges: 7-12
  car tickets move N --before M    renumbers as little as possible
  car tickets move N --end         behind all others`,
	flags: {...jsonFlag, before: {type: 'string'}, end: {type: 'boolean'}},
	words: Number.POSITIVE_INFINITY,
	async run(context) {
		const [name = 'list', ...words] = context.input;
		const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
		if (action === undefined) {
			const near = nearest(name, Object.keys(actions));
			throw new UserError(`car tickets cannot ${name}.`, near === undefined ? 'car tickets --help shows what it can.' : `Did you mean car tickets ${near}?`, 2);
		}

		if ((context.flags.before !== undefined || context.flags.end) && name !== 'move') {
			throw new UserError(`--${context.flags.end ? 'end' : 'before'} goes with car tickets move.`, 'car tickets move 7 --before 3', 2);
		}

		return action({context, words});
	},
});

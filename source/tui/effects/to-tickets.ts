import type {FlowClient} from '../../engine/client/flow-client.js';
import type {TicketPerformers} from '../effect.js';
import type {Message} from '../message.js';

/** Changes tickets as the human asked and says what became of it. Rejects with a `UserError` where it was refused. */
export const toTickets = (client: FlowClient, send: (message: Message) => void): TicketPerformers => ({
	async set_done({path, done}) {
		await client.setDone(path, done);
		send({type: 'noted', text: done ? 'Marked done.' : 'Opened again.', isTrouble: false});
	},
	async new_ticket({title}) {
		send({type: 'ticket_made', path: await client.newTicket(title)});
	},
	async move_ticket({path, from, before}) {
		const {renames} = await client.moveTicket(from, before);
		// A reading of the disk with the new names follows; the choice goes with the ticket.
		const to = renames.find(rename => rename.from === path)?.to;
		if (to !== undefined) {
			send({type: 'ticket_moved', from: path, to});
		}
	},
	async set_agent({path, agent, model}) {
		await client.setAgent(path, agent, model);
		send({type: 'noted', text: `${agent}${model === null ? '' : ` with ${model}`} works on it now.`, isTrouble: false});
	},
	async delete_ticket({path}) {
		send({type: 'ticket_deleted', path, trash: await client.deleteTicket(path)});
	},
	async restore_ticket({name}) {
		send({type: 'ticket_restored', path: await client.restoreTicket(name), trash: name});
	},
});

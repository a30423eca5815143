import type {FlowClient} from '../../engine/client/flow-client.js';
import type {Message} from '../message.js';
import type {Effect} from '../effect.js';

type TicketEffect = Extract<Effect, {type: 'move_ticket' | 'set_agent' | 'delete_ticket' | 'restore_ticket'}>;

/** Changes tickets as the human asked and says what became of it. Rejects with a `UserError` where it was refused. */
export const toTickets = async ({client, send}: {readonly client: FlowClient; readonly send: (message: Message) => void}, effect: TicketEffect): Promise<void> => {
	switch (effect.type) {
		case 'move_ticket': {
			const {renames} = await client.moveTicket(effect.from, effect.before);
			// A reading of the disk with the new names follows; the choice goes with the ticket.
			const to = renames.find(rename => rename.from === effect.path)?.to;
			if (to !== undefined) {
				send({type: 'ticket_moved', from: effect.path, to});
			}

			return;
		}

		case 'set_agent': {
			await client.setAgent(effect.path, effect.agent, effect.model);
			send({type: 'noted', text: `${effect.agent}${effect.model === null ? '' : ` with ${effect.model}`} works on it now.`, isTrouble: false});
			return;
		}

		case 'delete_ticket': {
			send({type: 'ticket_deleted', path: effect.path, trash: await client.deleteTicket(effect.path)});
			return;
		}

		case 'restore_ticket': {
			send({type: 'ticket_restored', path: await client.restoreTicket(effect.name), trash: effect.name});
			return;
		}

		default: {
			effect satisfies never;
		}
	}
};

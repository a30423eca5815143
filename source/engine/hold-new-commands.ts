import type {TicketFolder} from '../domain/ticket/ticket.js';
import {loadConfig} from '../store/config-files.js';
import {holdCommands} from '../store/trust-file.js';
import type {Flow} from './flow.js';
import {commandTexts} from './named-commands.js';

/** Every command that tickets and configuration name at this moment. */
export const commandsNow = (flow: Flow, folder: TicketFolder): ReadonlySet<string> => commandTexts(loadConfig(flow.repo, flow.world.env), folder);

/** Commands that appeared while an agent worked may be the agent's: they are started only after a human agreed to them. */
export const holdNewCommands = (flow: Flow, before: ReadonlySet<string>, after: ReadonlySet<string>): void => {
	const added = [...after].filter(command => !before.has(command));
	if (added.length > 0) {
		flow.space.hold(() => {
			holdCommands(flow.repo, flow.world.env, added);
		});
	}
};

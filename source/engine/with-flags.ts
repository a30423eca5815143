import type {Config} from '../domain/config/config.js';
import type {StartOptions} from './client/start-worker.js';

/** Settings a flag overrides for one worker. */
export const withFlags = (config: Config, options: Pick<StartOptions, 'maxTurns' | 'fullAccess'>): Config => ({
	...config,
	ticketFlow: options.maxTurns === undefined ? config.ticketFlow : {...config.ticketFlow, maxTotalTurns: options.maxTurns},
	agents: options.fullAccess
		? Object.fromEntries(Object.entries(config.agents).map(([id, settings]) => [id, {...settings, access: 'full'}]))
		: config.agents,
});

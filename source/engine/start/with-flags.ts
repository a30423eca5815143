import type {Config} from '../../domain/config/config.js';
import type {RunOptions} from '../../domain/run/run-options.js';

/** Settings a flag overrides for one worker. */
export const withFlags = (config: Config, options: Pick<RunOptions, 'fullAccess'>): Config => ({
	...config,
	agents: options.fullAccess
		? Object.fromEntries(Object.entries(config.agents).map(([id, settings]) => [id, {...settings, access: 'full'}]))
		: config.agents,
});

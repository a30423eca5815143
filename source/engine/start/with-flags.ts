import type {Config} from '../../domain/config/config.js';

/** Settings a flag overrides for one worker. */
export const withFlags = (config: Config, options: {readonly fullAccess: boolean}): Config => ({
	...config,
	agents: options.fullAccess
		? Object.fromEntries(Object.entries(config.agents).map(([id, settings]) => [id, {...settings, access: 'full'}]))
		: config.agents,
});

import type {Config} from '../../domain/config/config.js';
import type {FlowEventBody} from '../../domain/event/flow-event.js';
import {layoutOf} from '../../store/folder/layout.js';
import {listRuns, nextRunNumber} from '../../store/run/run-folders.js';
import {askedOf, type Asking} from './go-on.js';

export type BeginOptions = Asking & {readonly repo: string; readonly runId: string; readonly config: Config; readonly version: string};

/** What a new log begins with. */
export const beginRun = (options: BeginOptions, found: {readonly head: string | null; readonly done: readonly number[]}): FlowEventBody => {
	const runs = listRuns(layoutOf(options.repo));
	return {
		type: 'run_started',
		version: options.version,
		config: withoutSettings(options.config),
		number: runs.find(run => run.runId === options.runId)?.number ?? nextRunNumber(runs),
		...found,
		...askedOf(options),
	};
};

/** Settings that can hold secrets stay out of the log; names are enough to explain a run. */
const withoutSettings = (config: Config): unknown => ({
	...config,
	agents: Object.fromEntries(Object.entries(config.agents).map(([id, settings]) => [id, {...settings, env: Object.keys(settings.env)}])),
});

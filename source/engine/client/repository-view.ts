import {loadConfig, describeConfigProblem, type LoadedConfig} from '../../store/config-files.js';
import {layoutOf, type Layout} from '../../store/layout.js';
import {checkStateFolder} from '../../store/state-folder.js';
import {createTicketReader} from '../../store/ticket-files.js';
import type {World} from '../flow.js';
import type {SnapshotSources} from './build-snapshot.js';
import {createEarlierRuns} from './earlier-runs.js';
import {followNewest, type FollowedRun} from './follow-run.js';

/** What a client reads of a repository, each thing again only when it changed. Reading starts nothing, not even git. */
export type RepositoryView = {
	readonly repo: string;
	readonly layout: Layout;
	readonly world: World;
	/** The same object while no file of it changed. */
	readonly config: () => LoadedConfig;
	/** The newest run, read up to now; undefined before the first. */
	readonly newest: () => FollowedRun | undefined;
	/** `touched`: names in the ticket folder that may have changed, where no other can have. */
	readonly sources: (run: FollowedRun | undefined, touched?: ReadonlySet<string>) => SnapshotSources;
};

export const createRepositoryView = (repo: string, world: World): RepositoryView => {
	const layout = layoutOf(repo);
	const reader = createTicketReader(repo, {whenTorn: 'tell'});
	let loaded: LoadedConfig | undefined;
	const newest = followNewest(layout);
	const earlierRuns = createEarlierRuns(layout);

	const config = (): LoadedConfig => {
		const fresh = loadConfig(repo, world.env);
		loaded = loaded !== undefined && JSON.stringify(loaded) === JSON.stringify(fresh) ? loaded : fresh;
		return loaded;
	};

	return {
		repo,
		layout,
		world,
		config,
		newest() {
			const run = newest()?.run;
			run?.read();
			return run;
		},
		sources(run, touched) {
			checkStateFolder(repo);
			const {config: settings, problems} = config();
			const folder = reader.read(Object.keys(settings.agents), touched);
			const state = run?.state() ?? null;
			return {
				repo,
				layout,
				config: settings,
				folder,
				run: state,
				earlier: state === null ? new Map() : earlierRuns(state.runId, folder.entries),
				warnings: problems.map(problem => describeConfigProblem(problem)),
				now: world.now(),
				fullAccess: false,
			};
		},
	};
};

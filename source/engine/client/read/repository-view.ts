import {createRedactor, secretsOf} from '../../../domain/text/redact.js';
import {describeConfigTrouble, loadConfig, type LoadedConfig} from '../../../store/folder/config-files.js';
import {layoutOf, type Layout} from '../../../store/folder/layout.js';
import {checkStateFolder} from '../../../store/folder/state-folder.js';
import {createTicketReader} from '../../../store/ticket/ticket-files.js';
import type {World} from '../../flow/flow.js';
import type {SnapshotSources} from './build-snapshot.js';
import {createEarlierRuns} from './earlier-runs.js';
import {followNewest, type FollowedRun} from './follow-run.js';

/** What a client reads of a repository, each thing again only when it changed. Reading starts nothing, not even git. */
export type RepositoryView = {
	readonly repo: string;
	readonly layout: Layout;
	readonly world: World;
	/** What agents wrote is shown without secrets. */
	readonly redact: (text: string) => string;
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
	let sound: LoadedConfig | undefined;
	const newest = followNewest(layout);
	const redact = createRedactor(secretsOf(world.env));
	const earlierRuns = createEarlierRuns(layout);

	const config = (): LoadedConfig => {
		const fresh = loadConfig(repo, world.env);
		loaded = loaded !== undefined && JSON.stringify(loaded) === JSON.stringify(fresh) ? loaded : fresh;
		sound = loaded.problems.length === 0 ? loaded : sound;
		return loaded;
	};

	/** A slip in a settings file breaks no ticket: agents are known as before it, and judged by nobody when there is no before. */
	const agentsFor = ({config: settings, problems}: LoadedConfig): readonly string[] | null => {
		const isUnread = problems.some(({key}) => key === '' || key.startsWith('agents'));
		if (!isUnread) {
			return Object.keys(settings.agents);
		}

		return sound === undefined ? null : Object.keys({...sound.config.agents, ...settings.agents});
	};

	return {
		repo,
		layout,
		world,
		redact,
		config,
		newest() {
			const run = newest()?.run;
			run?.read();
			return run;
		},
		sources(run, touched) {
			checkStateFolder(repo);
			const now = config();
			const folder = reader.read(agentsFor(now), touched);
			const state = run?.state() ?? null;
			return {
				repo,
				layout,
				redact,
				config: now.config,
				folder,
				run: state,
				earlier: state === null ? new Map() : earlierRuns(state.runId, folder.entries),
				configTrouble: describeConfigTrouble(now.problems),
				warnings: [],
				now: world.now(),
				fullAccess: false,
			};
		},
	};
};

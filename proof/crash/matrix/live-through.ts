import fs from 'node:fs';
import path from 'node:path';
import type {Evidence} from '../model/evidence.js';
import {gatherEvidence, survivorsOf} from '../model/gather-evidence.js';
import {expectationOf} from '../model/expectation.js';
import {judge} from '../model/judge.js';
import type {Story} from '../stories/story.js';
import type {Ending} from './crash-plan.js';
import {playStory, type Played} from './play-story.js';
import {runWorker, type Programs} from './run-worker.js';
import type {Stage} from './stage.js';
import type {Workshop, Workspace} from './workspace.js';

export type Lived = {
	readonly played: Played;
	readonly evidence: Evidence;
	/** Promises that were broken; empty when all were kept. */
	readonly sins: readonly string[];
	/** The workspace, which is kept when something was wrong. */
	readonly folder: string;
};

/** What may end the next worker of a life, after these hits of the ones before it; undefined: it lived. */
export type NextEnding = (hits: ReadonlyArray<string | undefined>) => Ending;

const nobodyDies: NextEnding = () => ({aims: [], kill: undefined});

/** The real stage. With `undefined` nobody is killed and every label is kept. */
const stageOf = (programs: Programs, workspace: Workspace, nextEnding: NextEnding | undefined): Stage => {
	const hits: Array<string | undefined> = [];
	return {
		...workspace,
		files: fs,
		async start(start) {
			const end = await runWorker(programs, workspace, start, {...(nextEnding ?? nobodyDies)(hits), wantsLabels: nextEnding === undefined});
			hits.push(end.hit);
			const left = end.hit === undefined ? survivorsOf(workspace.repo) : [];
			return left.length === 0 ? end : {...end, code: 1, said: `it left the processes ${left.join(', ')} behind`};
		},
		hasEnded(runId, turn) {
			const file = path.join(workspace.journal, 'journal');
			return fs.existsSync(file) && fs.readFileSync(file, 'utf8').includes(`ended ${runId}-${turn} `);
		},
	};
};

/** Plays one story whose workers end as told and judges what is left of it. */
export const liveThrough = async (programs: Programs, workshop: Workshop, story: Story, nextEnding: NextEnding | undefined): Promise<Lived> => {
	const workspace = workshop.open(story);
	const played = await playStory(stageOf(programs, workspace, nextEnding), story);
	const evidence = gatherEvidence(workspace, played.acts);
	const broken = judge(evidence, expectationOf(story));
	const sins = played.trouble === undefined ? broken : [`stuck: ${played.trouble}`, ...broken];
	if (sins.length === 0) {
		workspace.remove();
	}

	return {
		played, evidence, sins, folder: workspace.folder,
	};
};

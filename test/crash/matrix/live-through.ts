import fs from 'node:fs';
import path from 'node:path';
import type {Evidence} from '../model/evidence.js';
import {gatherEvidence, survivorsOf} from '../model/gather-evidence.js';
import {expectationOf} from '../model/expectation.js';
import {judge} from '../model/judge.js';
import type {Story} from '../stories/story.js';
import type {Kill} from './crash-plan.js';
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

/** The real stage: the n-th worker is killed where the n-th kill says; once they are used up, every worker may live. With `undefined` nobody is killed and every label is kept. */
const stageOf = (programs: Programs, workspace: Workspace, kills: readonly Kill[] | undefined): Stage => {
	const pending = [...kills ?? []];
	return {
		...workspace,
		files: fs,
		async start(start) {
			const end = await runWorker(programs, workspace, start, {kill: pending.shift(), wantsLabels: kills === undefined});
			const left = end.hit === undefined ? survivorsOf(workspace.repo) : [];
			return left.length === 0 ? end : {...end, code: 1, said: `it left the processes ${left.join(', ')} behind`};
		},
		hasEnded(runId, turn) {
			const file = path.join(workspace.journal, 'journal');
			return fs.existsSync(file) && fs.readFileSync(file, 'utf8').includes(`ended ${runId}-${turn} `);
		},
	};
};

/** Plays one story with its kills and judges what is left of it. */
export const liveThrough = async (programs: Programs, workshop: Workshop, story: Story, kills: readonly Kill[] | undefined): Promise<Lived> => {
	const workspace = workshop.open(story);
	const played = await playStory(stageOf(programs, workspace, kills), story);
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

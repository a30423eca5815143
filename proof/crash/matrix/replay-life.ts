import {stories} from '../stories/stories.js';
import {liveThrough} from './live-through.js';
import {parseAim} from './crash-plan.js';
import type {Programs} from './run-worker.js';
import {createWorkshop} from './workspace.js';

/** Lives one story again with the kills a failure named, and leaves its repository to be looked at. True when all promises were kept. */
export const replayLife = async (programs: Programs, name: string, kills: string): Promise<boolean> => {
	const story = stories.find(candidate => candidate.name === name);
	if (story === undefined) {
		throw new Error(`there is no story ${name}; there are ${stories.map(each => each.name).join(', ')}`);
	}

	const workshop = createWorkshop('replay');
	const aims = kills.split(';').map(part => parseAim(part));
	const {played, sins, folder} = await liveThrough(programs, workshop, story, hits => {
		const aim = aims[hits.length];
		return {aims: aim === undefined ? [] : [aim], kill: undefined};
	});
	for (const worker of played.workers) {
		console.log(worker.hit === undefined ? `worker ended with ${String(worker.code)}` : `worker killed ${worker.hit}`);
	}

	console.log(sins.length === 0 ? 'all promises kept' : `${sins.join('\n')}\nleft in ${folder}`);
	if (sins.length === 0) {
		workshop.close();
	}

	return sins.length === 0;
};

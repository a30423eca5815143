import {setTimeout as delay} from 'node:timers/promises';
import {benchRepository} from './measure/bench-repository.js';
import {car} from './measure/car.js';
import {median, type Bench} from './measure/figure.js';
import {cpuSeconds, residentMegabytes} from './measure/process-cost.js';
import {openScreen} from './measure/screen.js';

const minutes = 10;

/** A long night in short: an agent that says 100 lines a second for ten minutes, and the screen that shows them. */
export const bench: Bench = {
	async run(report) {
		const repository = await benchRepository({tickets: 10, script: `cat > /dev/null; n=0; while [ $n -lt ${minutes * 7200} ]; do n=$((n + 1)); echo "line $n of what an agent says while it works on its ticket"; sleep 0.0088; done`});
		await car(repository.path, ['run', '--dirty', '--detach']);
		const screen = openScreen(repository.path);
		try {
			await screen.shows('of what an agent says');
			const cpuBefore = await cpuSeconds(screen.pid);
			const samples: number[] = [];
			for (let sample = 0; sample < minutes * 6; sample++) {
				await delay(10_000);
				samples.push(await residentMegabytes(screen.pid));
			}

			const firstMinute = median(samples.slice(0, 6));
			const lastMinute = median(samples.slice(-6));
			const said = (await cpuSeconds(screen.pid) - cpuBefore) / (minutes * 60) * 100;
			report({
				what: `100 lines/s for ${minutes} minutes: memory at the end`, value: lastMinute, unit: 'MB', goal: '< 130 MB', how: `median of the last minute; at most ${Math.max(...samples).toFixed(0)} MB; processor ${said.toFixed(1)} %`,
			});
			report({
				what: 'grown since the first minute', value: lastMinute - firstMinute, unit: 'MB', goal: '0', how: `${firstMinute.toFixed(0)} MB then`,
			});
		} finally {
			await screen.close();
			await car(repository.path, ['stop']);
		}
	},
};

import {setTimeout as delay} from 'node:timers/promises';
import {benchRepository} from './measure/bench-repository.js';
import {car} from './measure/car.js';
import {median, type Bench, type Figure} from './measure/figure.js';
import {floodScript} from './measure/flood-script.js';
import {cpuSeconds, residentMegabytes} from './measure/process-cost.js';
import {openScreen} from './measure/screen.js';

const samplesAMinute = 6;

/** Watches the screen while an agent talks. `from` is the minute, counted from 1, that the last one is compared with: by then the log in memory is as long as it may be, and V8 has cleaned up once. */
const watchMemory = async ({perSecond, minutes, from, goal}: {readonly perSecond: number; readonly minutes: number; readonly from: number; readonly goal: string}, report: (figure: Figure) => void): Promise<void> => {
	const repository = await benchRepository({tickets: 10, script: floodScript(perSecond, (minutes + 1) * 60)});
	await car(repository.path, ['run', '--dirty', '--detach']);
	const screen = openScreen(repository.path);
	try {
		await screen.shows('of a flood');
		const cpuBefore = await cpuSeconds(screen.pid);
		const samples: number[] = [];
		for (let sample = 0; sample < minutes * samplesAMinute; sample++) {
			await delay(60_000 / samplesAMinute);
			samples.push(await residentMegabytes(screen.pid));
		}

		const before = median(samples.slice((from - 1) * samplesAMinute, from * samplesAMinute));
		const atEnd = median(samples.slice(-samplesAMinute));
		const said = (await cpuSeconds(screen.pid) - cpuBefore) / (minutes * 60) * 100;
		report({
			what: `${perSecond} lines/s for ${minutes} minutes: memory`, value: atEnd, unit: 'MB', goal, how: `median of the last minute; at most ${Math.max(...samples).toFixed(0)} MB; processor ${said.toFixed(1)} %`,
		});
		report({
			what: `grown since minute ${from}`, value: atEnd - before, unit: 'MB', goal: '0', how: `${before.toFixed(0)} MB then`,
		});
	} finally {
		await screen.close();
		await car(repository.path, ['stop']);
	}
};

/** A long night in short: an agent that talks for minutes, and the screen that shows it. */
export const bench: Bench = {
	async run(report) {
		await watchMemory({
			perSecond: 100, minutes: 10, from: 2, goal: '< 130 MB',
		}, report);
		await watchMemory({
			perSecond: 20_000, minutes: 6, from: 3, goal: '',
		}, report);
	},
};

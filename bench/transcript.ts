import {setTimeout as delay} from 'node:timers/promises';
import {benchRepository} from './measure/bench-repository.js';
import type {Bench} from './measure/figure.js';
import {writeLargeRun} from './measure/large-run.js';
import {residentMegabytes} from './measure/process-cost.js';
import {openScreen} from './measure/screen.js';

const megabytes = 1000;

export const bench: Bench = {
	async run(report) {
		const repository = await benchRepository({tickets: 1, script: 'cat > /dev/null'});
		const bytes = await writeLargeRun(repository.path, megabytes);
		const how = `a transcript of ${(bytes / 1e6).toFixed(0)} MB, 140x40`;
		const screen = openScreen(repository.path);
		// The first screen is the report of what happened meanwhile.
		const shownAt = await screen.shows('Since you left');
		screen.press('\u001B');
		await screen.shows('turn 1 completed');
		const before = await residentMegabytes(screen.pid);
		const time = async (what: string, goal: string, keys: string, text: string) => {
			const pressedAt = performance.now();
			screen.press(keys);
			report({
				what, value: await screen.shows(text, 120) - pressedAt, unit: 'ms', goal, how,
			});
		};

		report({
			what: 'opening the screen', value: shownAt - screen.startedAt, unit: 'ms', goal: '', how: 'the start of the program included',
		});
		// The log is opened ahead when the screen has stood for a moment.
		await delay(4000);
		screen.press('2');
		await time('jumping to its beginning', '< 100 ms', 'g', 'step 1;');
		await time('jumping to its end', '< 100 ms', 'G', 'turn 1 completed');
		const search = async (what: string, goal: string, text: string) => {
			const pressedAt = performance.now();
			screen.press(`/${text}\r`);
			const took = await screen.shows('Nothing matches', 300) - pressedAt;
			screen.press('k');
			await screen.hides('Nothing matches');
			report({
				what, value: bytes / 1e6 / (took / 1000), unit: 'MB/s', goal, how: `${took.toFixed(0)} ms`,
			});
		};

		await search('searching it, plain text', '> 300 MB/s', 'no such words');
		await search('searching it, an expression', '', String.raw`no such \d+ words`);
		const after = await residentMegabytes(screen.pid);
		report({
			what: 'memory of the screen, growth', value: after - before, unit: 'MB', goal: 'flat', how: `${before.toFixed(0)} MB before`,
		});
		await screen.close();
	},
};

import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {benchRepository} from './measure/bench-repository.js';
import {car} from './measure/car.js';
import {floodScript} from './measure/flood-script.js';
import {quantile, type Bench, type Figure} from './measure/figure.js';
import {cpuSeconds, residentMegabytes} from './measure/process-cost.js';
import {logLines, runFolder} from './measure/run-files.js';
import {openScreen, type Screen} from './measure/screen.js';

const rates = [200, 2000, 20_000];
const seconds = 10;

const helpTitle = 'every key of this view';

/** Milliseconds from a key to the frame that answers it: the help opens and closes. */
async function keyToFrame(screen: Screen, until: () => boolean): Promise<readonly number[]> {
	const times: number[] = [];
	while (until()) {
		const pressedAt = performance.now();
		screen.press('?');
		times.push(await screen.shows(helpTitle) - pressedAt);
		await delay(60);
		const closedAt = performance.now();
		screen.press('?');
		times.push(await screen.hides(helpTitle) - closedAt);
		await delay(60);
	}

	return times;
}

const floodAt = async (perSecond: number, report: (figure: Figure) => void): Promise<void> => {
	const isMost = perSecond === rates.at(-1);
	const repository = await benchRepository({tickets: 1, script: floodScript(perSecond, seconds), flow: {max_ticket_turns: 1}});
	await car(repository.path, ['run', '--dirty', '--detach']);
	const screen = openScreen(repository.path);
	await screen.shows('of a flood', 30);
	const [memoryBefore, cpuBefore, bytesBefore] = [await residentMegabytes(screen.pid), await cpuSeconds(screen.pid), screen.bytes()];
	const startedAt = performance.now();
	const times = await keyToFrame(screen, () => performance.now() - startedAt < (seconds - 2) * 1000);
	const elapsed = (performance.now() - startedAt) / 1000;
	report({
		what: `${perSecond} lines/s: key to frame, p50`, value: quantile(times, 0.5), unit: 'ms', goal: isMost ? '< 10 ms' : '', how: `${times.length} keys`,
	});
	report({
		what: `${perSecond} lines/s: key to frame, p99`, value: quantile(times, 0.99), unit: 'ms', goal: isMost ? '< 50 ms' : '',
	});
	report({
		what: `${perSecond} lines/s: to the terminal`, value: (screen.bytes() - bytesBefore) / elapsed / 1024, unit: 'KB/s', goal: '', how: `with the keys; processor ${((await cpuSeconds(screen.pid) - cpuBefore) / elapsed * 100).toFixed(0)} % of a core`,
	});
	report({
		what: `${perSecond} lines/s: memory of the screen, growth`, value: await residentMegabytes(screen.pid) - memoryBefore, unit: 'MB', goal: isMost ? 'flat' : '', how: `${memoryBefore.toFixed(0)} MB at the start`,
	});
	await screen.shows('PAUSED', 120);
	await screen.close();
	const given = Number(await readFile(path.join(repository.notes, 'bytes'), 'utf8'));
	const took = Number(await readFile(path.join(repository.notes, 'seconds'), 'utf8'));
	const lines = await logLines(path.join(await runFolder(repository.path), 'turns/0001.jsonl'));
	const kept = lines.flatMap(line => {
		const {type, text = ''} = line.event as {type: string; text?: string};
		return type === 'output_delta' ? [new TextEncoder().encode(text).length] : [];
	}).reduce((sum, length) => sum + length, 0);
	report({
		what: `${perSecond} lines/s: bytes missing in the transcript`, value: given - kept, unit: `of ${given}`, goal: '0', how: `${(perSecond * seconds / took).toFixed(0)} lines/s taken`,
	});
};

export const bench: Bench = {
	async run(report) {
		for (const perSecond of rates) {
			await floodAt(perSecond, report);
		}
	},
};

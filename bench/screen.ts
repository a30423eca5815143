import {setTimeout as delay} from 'node:timers/promises';
import {benchRepository} from './measure/bench-repository.js';
import {car} from './measure/car.js';
import type {Bench, Figure} from './measure/figure.js';
import {costOver, type Cost} from './measure/process-cost.js';
import {openScreen} from './measure/screen.js';

const seconds = 10;

const figures = (what: string, cost: Cost, goals: readonly [bytes: string, cpu: string, memory: string]): readonly Figure[] => [
	{
		what: `${what}: to the terminal`, value: cost.bytesPerSecond / 1024, unit: 'KB/s', goal: goals[0], how: `140x40, over ${seconds} s`,
	},
	{
		what: `${what}: processor`, value: cost.cpuPercent, unit: '% of a core', goal: goals[1], how: 'the screen alone',
	},
	{
		what: `${what}: memory`, value: cost.megabytes, unit: 'MB', goal: goals[2],
	},
];

const tell = (report: (figure: Figure) => void, what: string, cost: Cost, goals: readonly [bytes: string, cpu: string, memory: string]) => {
	for (const figure of figures(what, cost, goals)) {
		report(figure);
	}
};

const idle = ['0 bytes/s', '< 1 %', ''] as const;

export const bench: Bench = {
	async run(report) {
		const quiet = await benchRepository({tickets: 10, script: 'cat > /dev/null'});
		const idleScreen = openScreen(quiet.path);
		await idleScreen.shows('Ticket number 1');
		await delay(2000);
		tell(report, 'idle', await costOver(idleScreen.pid, seconds, idleScreen.bytes), idle);
		await idleScreen.close();

		const asking = await benchRepository({tickets: 10, script: String.raw`cat > /dev/null; printf -- "---\nmode: pause\ntitle: Which one\n---\nA or B?\n" > "$CAR_DISPATCH_FILE"`});
		await car(asking.path, ['run', '--dirty'], {expected: [3]});
		const waiting = openScreen(asking.path);
		await waiting.shows('Which one');
		await delay(2000);
		tell(report, 'waiting at a question', await costOver(waiting.pid, seconds, waiting.bytes), idle);
		await waiting.close();

		const talking = await benchRepository({tickets: 10, script: 'cat > /dev/null; n=0; while [ $n -lt 6000 ]; do n=$((n + 1)); echo "line $n of what an agent says while it works on its ticket"; sleep 0.0088; done'});
		await car(talking.path, ['run', '--dirty', '--detach']);
		try {
			const busy = openScreen(talking.path);
			await busy.shows('of what an agent says');
			await delay(3000);
			tell(report, '100 lines/s', await costOver(busy.pid, seconds, busy.bytes), ['< 8 KB/s', '< 8 %', '< 130 MB']);
			await busy.close();
		} finally {
			await car(talking.path, ['stop']);
		}
	},
};

import {benchRepository} from './measure/bench-repository.js';
import {program, runNode} from './measure/car.js';
import {type Bench, median} from './measure/figure.js';
import {openScreen} from './measure/screen.js';

const rounds = 15;

export const bench: Bench = {
	async run(report) {
		const repository = await benchRepository({tickets: 10, script: 'cat > /dev/null'});
		const untilShown = async (text: string) => {
			const screen = openScreen(repository.path);
			const shownAt = await screen.shows(text);
			await screen.close();
			return shownAt - screen.startedAt;
		};

		const node = async (...args: readonly string[]) => {
			const {milliseconds} = await runNode(args);
			return milliseconds;
		};

		const floor: number[] = [];
		const cases: ReadonlyArray<{readonly what: string; readonly goal: string; readonly times: number[]; readonly once: () => Promise<number>}> = [
			{
				what: 'car --version', goal: '< 1.3 x', times: [], once: async () => node(program, '--version'),
			},
			{
				what: 'car --help', goal: '', times: [], once: async () => node(program, '--help'),
			},
			{
				what: 'car status', goal: '< 2 x', times: [], once: async () => node(program, 'status', '--repo', repository.path),
			},
			{
				what: 'first frame of car tui', goal: '< 3.5 x', times: [], once: async () => untilShown('Tickets'),
			},
			{
				what: 'tickets on the screen of car tui', goal: '', times: [], once: async () => untilShown('Ticket number 1'),
			},
		];
		for (let round = 0; round < rounds; round++) {
			floor.push(await node('-e', '0'));
			for (const {times, once} of cases) {
				times.push(await once());
			}
		}

		report({
			what: 'node -e 0', value: median(floor), unit: 'ms', goal: '', how: `median of ${rounds}, all cases in turn`,
		});
		for (const {what, goal, times} of cases) {
			report({
				what, value: median(times) / median(floor), unit: 'x', goal, how: `${median(times).toFixed(0)} ms`,
			});
		}
	},
};

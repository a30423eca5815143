import {rename, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {benchRepository, ticketPath} from './measure/bench-repository.js';
import {type Bench, quantile} from './measure/figure.js';
import {openScreen} from './measure/screen.js';

const edits = 20;

export const bench: Bench = {
	async run(report) {
		for (const tickets of [10, 10_000]) {
			const repository = await benchRepository({tickets, script: 'cat > /dev/null'});
			const screen = openScreen(repository.path);
			await screen.shows('Ticket number 1', 60);
			const file = path.join(repository.path, ticketPath(2));
			const times: number[] = [];
			for (let edit = 0; edit < edits; edit++) {
				const title = `Edit ${edit} of 2`;
				const shown = screen.shows(title);
				const writtenAt = performance.now();
				await writeFile(`${file}.tmp`, `---\nagent: bench\ndone: false\ntitle: ${title}\n---\nDo it.\n`);
				await rename(`${file}.tmp`, file);
				times.push(await shown - writtenAt);
			}

			await screen.close();
			report({
				what: `edit on the screen, ${tickets} tickets`, value: quantile(times, 0.5), unit: 'ms', goal: '< 200 ms', how: `p50 of ${edits}; worst ${Math.max(...times).toFixed(0)} ms`,
			});
		}
	},
};

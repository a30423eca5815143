import {createWriteStream} from 'node:fs';
import {once} from 'node:events';
import {stat} from 'node:fs/promises';
import path from 'node:path';
import {benchRepository} from './measure/bench-repository.js';
import {car} from './measure/car.js';
import type {Bench} from './measure/figure.js';
import {logLines, runFolder} from './measure/run-files.js';

const megabytes = 200;

export const bench: Bench = {
	async run(report) {
		const repository = await benchRepository({tickets: 1, script: 'cat > /dev/null; echo said; echo x > x.txt', flow: {max_ticket_turns: 1}});
		await car(repository.path, ['run', '--dirty'], {expected: [3]});
		const file = path.join(await runFolder(repository.path), 'turns/0001.jsonl');
		const [line] = await logLines(file);
		const text = JSON.stringify({...line, event: {type: 'output_delta', channel: 'message', text: 'What an agent says while it works: reads a file, edits another, runs the tests.\n'.repeat(20)}});
		const stream = createWriteStream(file, {flags: 'a'});
		for (let written = 0; written < megabytes * 1e6; written += 100 * text.length) {
			if (!stream.write(`${text}\n`.repeat(100))) {
				await once(stream, 'drain');
			}
		}

		stream.end();
		await once(stream, 'close');
		const {size} = await stat(file);
		const found = await car(repository.path, ['log', '--turn', '1', '--grep', 'no such words'], {expected: [0, 1]});
		report({
			what: 'car log --grep, nothing found', value: size / 1e6 / (found.milliseconds / 1000), unit: 'MB/s', goal: '> 300 MB/s', how: `${(size / 1e6).toFixed(0)} MB in ${found.milliseconds.toFixed(0)} ms`,
		});
	},
};

import {expect, test} from 'vitest';
import {widthOf} from '../../../source/domain/words/width.js';
import {running} from '../../support/believable.js';
import {draw} from '../../support/screen/draw.js';
import {said, scenes, sizes} from '../../support/screen/scenes.js';

process.env.TZ = 'UTC';

test.each(scenes)('screen %s: at each of the five sizes -> as it is stored, and never beyond the edge', async (name, snapshot, steps) => {
	const frames = sizes.map(([columns, rows]) => {
		const frame = draw({snapshot: snapshot(), size: [columns, rows], steps});
		const lines = frame.split('\n');
		expect(lines.length, `${columns}x${rows}`).toBeLessThanOrEqual(rows);
		expect(Math.max(...lines.map(line => widthOf(line))), `${columns}x${rows}`).toBeLessThanOrEqual(columns);
		return `${`== ${columns}x${rows} `.padEnd(columns, '=')}\n${frame}`;
	});
	await expect(`${frames.join('\n\n')}\n`).toMatchFileSnapshot(`../frames/${name}.txt`);
});

test('the board in ASCII: at two sizes -> no other character but the text of titles', async () => {
	const frames = ([[80, 24], [40, 12]] as const).map(([columns, rows]) => draw({
		snapshot: running(), size: [columns, rows], ascii: true, steps: [said(), 'show_tickets'],
	}));
	await expect(`${frames.join('\n\n')}\n`).toMatchFileSnapshot('../frames/board-ascii.txt');
});

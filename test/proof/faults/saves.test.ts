import {expect, test} from 'vitest';
import {tempFolder} from '../../support/temp-folder.js';
import {interleaveSaves} from '../../../proof/faults/interleave-saves.js';

test('a ticket is saved by a human and an agent while car sets a field, 50 interleavings -> nothing of anybody is lost', async () => {
	expect(interleaveSaves({
		wanted: 50, seed: 1, most: 3, folder: await tempFolder('saves'),
	})).toMatchObject({failures: 0});
});

import {expect, test} from 'vitest';
import {restCompleted} from '../../../source/domain/flow/rests.js';
import {selected, stateAfter, wholeTurn} from '../../support/flow-log.js';

const ended = stateAfter(selected(1), wholeTurn(1, 1));
const paths = (count: number): readonly string[] => Array.from({length: count}, (_, index) => `file-${index + 1}`);
const named = (count: number): string => paths(count).join(', ');

test.each([
	[0, []],
	[1, ['file-1']],
	[19, [named(19)]],
	[20, [named(20)]],
	[21, [`${named(20)}, … and 1 more`]],
	[45, [`${named(20)}, … and 25 more`]],
])('restCompleted: %i paths are left -> twenty are named, the others counted', (count, listed) => {
	expect(restCompleted(ended, 1, paths(count)).details).toEqual(listed.map(list => `not committed, for it changed after the last commit: ${list}`));
});

import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {mutants} from '../../../proof/crash/mutants/mutants.js';

test.each(mutants.map(({name, edits}) => [name, edits] as const))('mutant "%s": the lines it changes -> each is in the sources once', (_name, edits) => {
	expect(edits.map(({file, find}) => readFileSync(file, 'utf8').split(find).length - 1)).toEqual(edits.map(() => 1));
});

import path from 'node:path';
import {isBuilt} from '../../scripts/prepare.mjs';
import {makeOnce} from './make-once.js';

await makeOnce('program', isBuilt, async () => {
	const {build} = await import('../../scripts/build.mjs');
	await build();
});

/** The built program. Whoever imports it has it built from the sources under test, and no other test waits for that. */
export const program = path.join(import.meta.dirname, '../../dist/cli.js');

import {rm} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {build} from '../../scripts/build.mjs';

/** The tests that start the real program need it built from the sources under test. When it can't be built those tests find none and fail; the others run. `npm test` has just built it. */
export default async function setup(): Promise<void> {
	if (process.env.CAR_TEST_BUILT === '1') {
		return;
	}

	try {
		await build();
	} catch {
		// Esbuild has said what is wrong.
		await rm(path.join(import.meta.dirname, '../../dist/cli.js'), {force: true});
	}
}

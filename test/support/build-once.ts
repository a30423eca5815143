import {build} from '../../scripts/build.mjs';

/** The tests that start the real program need it built from the sources under test. */
export default async function setup(): Promise<void> {
	await build();
}

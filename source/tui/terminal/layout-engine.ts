import {loadYoga, type Yoga} from 'yoga-layout/load';

// Ink imports Yoga as a module that waits at its top until its WebAssembly is there, which only a bundle of ES modules can hold, and those start slowly. In the built program this module stands in Ink's place of `yoga-layout` (`scripts/build.mjs`): the same names, but it must be loaded by a call.
export * from 'yoga-layout/load';

/** What Ink imports; empty until it is loaded. */
const yoga: Partial<Yoga> = {};

export default yoga;

/** Loads what Ink lays out with; to be called before its first frame. */
export const loadLayoutEngine = async (): Promise<void> => {
	Object.assign(yoga, await loadYoga());
};

import {loadYoga, type Yoga} from 'yoga-layout/load';

/** What Ink lays out with in the built program, where `scripts/build.mjs` puts it in the place of `yoga-layout`; empty until it is loaded. That package waits for its WebAssembly at its top, which only ES modules can do, and those start slowly. */
export const layoutEngine: Partial<Yoga> = {};

/** Loads it; to be called before the first frame. */
export const loadLayoutEngine = async (): Promise<void> => {
	Object.assign(layoutEngine, await loadYoga());
};

import {afterEach} from 'vitest';
import {closePlace, codexPlace, type CodexPlace} from './codex-place.js';

/** A function that makes the place of a test; it is closed when the test is over, however that ends. */
export const placeForTest = (): ((...options: Parameters<typeof codexPlace>) => Promise<CodexPlace>) => {
	const open: CodexPlace[] = [];
	afterEach(async () => {
		await Promise.all(open.splice(0).map(async place => closePlace(place)));
	});
	return async (...options) => {
		const place = await codexPlace(...options);
		open.push(place);
		return place;
	};
};

import {expect, test} from 'vitest';
import {playScenario} from './scenario-play.js';
import {readExpected, readScenario, scenarioNames} from './scenario.js';

/** Plays every third scenario from the given one on: `npm test` plays one third, `npm run test:long` the others. */
export const playThird = (first: 0 | 1 | 2): void => {
	const names = scenarioNames();

	test.concurrent.each(names.filter((_, index) => index % 3 === first))('scenario %s -> its expected trace', async name => {
		expect(await playScenario(readScenario(name))).toEqual(readExpected(name));
	});

	test('scenarios: the folder -> all of them are played', () => {
		expect(names.length).toBeGreaterThan(100);
	});
};

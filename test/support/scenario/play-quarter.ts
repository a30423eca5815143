import {expect, test} from 'vitest';
import {playScenario} from './scenario-play.js';
import {readExpected, readScenario, scenarioNames} from './scenario.js';

/** Plays every fourth scenario from the given one on: a quarter is a file of its own, so that several processes share them. */
export const playQuarter = (quarter: 0 | 1 | 2 | 3): void => {
	const names = scenarioNames();

	test.concurrent.each(names.filter((_, index) => index % 4 === quarter))('scenario %s -> its expected trace', async name => {
		expect(await playScenario(readScenario(name))).toEqual(readExpected(name));
	});

	test('scenarios: the folder -> all of them are played', () => {
		expect(names.length).toBeGreaterThan(100);
	});
};

import {expect, test} from 'vitest';
import {playScenario} from '../support/scenario/scenario-play.js';
import {readExpected, readScenario, scenarioNames} from '../support/scenario/scenario.js';

/*
 * Each file of test/fixtures/scenarios is a story: tickets, what the agent does in each turn, what the human does in between. Beside it lies what has to come of it.
 * The stories are those the original program was measured with; where its result was a bug, or the contract wants another, the expectation is this project's own.
 */
test.concurrent.each(scenarioNames())('scenario %s -> its expected trace', async name => {
	expect(await playScenario(readScenario(name))).toEqual(readExpected(name));
});

test('scenarios: the folder -> all of them are played', () => {
	expect(scenarioNames().length).toBeGreaterThan(100);
});

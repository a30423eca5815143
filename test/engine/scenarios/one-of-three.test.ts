import {playThird} from '../../support/scenario/play-third.js';

/*
 * Each file of test/fixtures/scenarios is a story: tickets, what the agent does in each turn, what the human does in between. Beside it lies what has to come of it.
 * The stories are those the original program was measured with; where its result was a bug, or the contract wants another, the expectation is this project's own.
 */
playThird(0);

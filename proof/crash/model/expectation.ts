import {ticketText} from '../matrix/ticket-text.js';
import type {Story} from '../stories/story.js';
import type {Expectation} from './judge.js';

/** What a story must come to. */
export const expectationOf = (story: Story): Expectation => {
	const agents = [...story.tickets, ...story.later ?? []];
	return {
		turns: story.turns,
		workers: agents.flatMap((agent, index) => agent === 'user' ? [] : [index + 1]),
		tickets: agents.map((agent, index) => ticketText(index + 1, agent)),
	};
};

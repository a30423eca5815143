import type {UsageLimit} from '../event/agent-event.js';
import type {FlowEvent, Tokens} from '../event/flow-event.js';
import {addTokens} from '../run/reduce-ticket.js';

/** What one turn cost. */
export type TurnUsage = {
	readonly run: string;
	readonly turn: number;
	/** Repository path. */
	readonly ticket: string;
	readonly agent: string;
	/** The model that worked, else the one that was asked for; null when nobody said. */
	readonly model: string | null;
	/** Day of its end, UTC. */
	readonly day: string;
	readonly tokens: Tokens;
};

export type Usage = {
	readonly total: Tokens;
	readonly turns: readonly TurnUsage[];
	/** Turns whose agent did not say what they cost. */
	readonly uncounted: number;
	/** The newest word of each agent on the limits of its account. */
	readonly limits: ReadonlyArray<{readonly agent: string; readonly at: string; readonly limits: readonly UsageLimit[]}>;
};

const nothing: Tokens = {input: 0, output: 0, total: 0};

const sum = (turns: readonly TurnUsage[]): Tokens => turns.reduce<Tokens>((all, {tokens}) => addTokens(all, tokens) ?? all, nothing);

/** Counts the tokens of all turns in the logs, in their order. Turns belong to the ticket their start names. */
export const countUsage = (events: readonly FlowEvent[]): Usage => {
	const started = new Map<string, Extract<FlowEvent, {type: 'turn_started'}>>();
	const limits = new Map<string, Usage['limits'][number]>();
	const turns: TurnUsage[] = [];
	let uncounted = 0;
	for (const event of events) {
		if (event.type === 'turn_started') {
			started.set(`${event.run_id} ${event.turn}`, event);
		} else if (event.type === 'turn_finished') {
			const start = started.get(`${event.run_id} ${event.turn}`);
			const agent = start?.agent ?? '';
			if (event.limits !== undefined) {
				limits.set(agent, {agent, at: event.at, limits: event.limits});
			}

			if (event.tokens === null) {
				uncounted++;
			} else {
				turns.push({
					run: event.run_id,
					turn: event.turn,
					ticket: start?.ticket ?? '',
					agent,
					model: event.model ?? start?.model ?? null,
					day: event.at.slice(0, 10),
					tokens: event.tokens,
				});
			}
		}
	}

	return {
		total: sum(turns), turns, uncounted, limits: [...limits.values()],
	};
};

/** The same tokens by whatever a turn has, in order of first appearance. */
export const usageBy = (turns: readonly TurnUsage[], keyOf: (turn: TurnUsage) => string): ReadonlyArray<{readonly key: string; readonly turns: number; readonly tokens: Tokens}> =>
	[...new Set(turns.map(turn => keyOf(turn)))].map(key => {
		const group = turns.filter(turn => keyOf(turn) === key);
		return {key, turns: group.length, tokens: sum(group)};
	});

/** Gives the effects of one process names by which another process of the same story finds the same place again. */
export type EffectNames = {
	/** The name of the next effect: the last event before it, what it does, and how often that was done since. */
	readonly name: (effect: string) => string;
	/** An event was appended: what follows is a new place in the story. */
	readonly pass: (event: string) => void;
};

/** What an event is about, in a few words: `turn_finished 1`, `run_state_changed paused question`. Empty for what is no whole event. */
export const eventName = (line: string): string => {
	try {
		const event = JSON.parse(line) as Record<string, unknown>;
		return [event.type, event.turn, event.number, event.status, event.reason_code].filter(word => typeof word === 'string' || typeof word === 'number').join(' ');
	} catch {
		return '';
	}
};

/** A recovery takes up the story where the log ended: it is no place of its own. */
const isRecovery = (event: string): boolean => event.startsWith('recovered');

/** Where in the story the text of a log ends: name of its last event. */
export const placeAtEnd = (log: string): string => log.split('\n').map(line => eventName(line)).findLast(name => name !== '' && !isRecovery(name)) ?? '';

/** `after` is the last event a process finds: what it does before its own first event belongs to its start. `hide` leaves out what differs from life to life. */
export const effectNames = (after: string, hide: ReadonlyArray<readonly [text: string, shown: string]>): EffectNames => {
	const start = `start after ${after}`;
	let place = start;
	const seen = new Map<string, number>();
	return {
		name(effect) {
			let short = effect;
			for (const [hidden, shown] of hide) {
				short = short.replaceAll(hidden, shown);
			}

			short = short.replaceAll(/\b\d+\.json$/gv, '*.json').replaceAll(/[\da-f]{12,}/gv, '*').replaceAll(/\.car-\d+-/gv, '.car-');
			const label = `${place} > ${short}`;
			const occurrence = (seen.get(label) ?? 0) + 1;
			seen.set(label, occurrence);
			return occurrence === 1 ? label : `${label}#${occurrence}`;
		},
		pass(event) {
			if (!isRecovery(event)) {
				place = event;
			} else if (place === start) {
				place = after;
			}
		},
	};
};

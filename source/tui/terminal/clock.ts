import {isTurnRunning} from '../select/inbox/rest.js';
import type {Store} from '../store.js';

/** Ticks once a second while a turn runs and not at all otherwise. Returns the way to stop it. */
export const startClock = (store: Store): () => void => {
	let timer: ReturnType<typeof setInterval> | undefined;
	const tick = (): void => {
		store.send({type: 'ticked', now: Date.now()});
	};

	const decide = (): void => {
		const mustRun = isTurnRunning(store.live());
		if (mustRun && timer === undefined) {
			timer = setInterval(tick, 1000);
			tick();
		} else if (!mustRun && timer !== undefined) {
			clearInterval(timer);
			timer = undefined;
		}
	};

	const unsubscribe = store.subscribe(decide);
	return () => {
		unsubscribe();
		clearInterval(timer);
	};
};

import type {AppState} from '../state.js';
import type {Store} from '../store.js';

/** How long a notice stands when no key takes it away. Trouble is read twice. Milliseconds. */
const lifetimes = {notice: 6000, trouble: 20_000};

/** Takes each notice away after its time, with one timer of its own, so that the keys come back by themselves. Returns the way to stop. */
export const endNotices = (store: Store): () => void => {
	let timed: AppState['notice'] = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const decide = (): void => {
		const {notice, snapshot} = store.live();
		// A greeting is read when there is something to see besides.
		if (notice === timed || snapshot === null) {
			return;
		}

		clearTimeout(timer);
		timed = notice;
		if (notice !== null) {
			timer = setTimeout(() => {
				store.send({type: 'notice_over', notice});
			}, notice.isTrouble ? lifetimes.trouble : lifetimes.notice);
		}
	};

	const unsubscribe = store.subscribe(decide);
	return () => {
		unsubscribe();
		clearTimeout(timer);
	};
};

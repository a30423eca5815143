export type EventChannel<Item> = {
	/** Resolves when there is room again; await it, so that a slow reader slows the writer. After `close` items are dropped. */
	readonly push: (item: Item) => Promise<void>;
	/** Ends the iteration after what was pushed, or at once with `discard`. */
	readonly close: (discard?: boolean) => void;
	readonly items: () => AsyncGenerator<Item, void>;
};

/** A bounded queue from several writers to one reader. */
export const createEventChannel = <Item>(capacity = 16): EventChannel<Item> => {
	const queue: Item[] = [];
	const waiting: Array<() => void> = [];
	const state = {isClosed: false, wakeReader: () => undefined as void};

	const wakeWriters = () => {
		for (const wake of waiting.splice(0)) {
			wake();
		}
	};

	const room = async () => new Promise<void>(resolve => {
		waiting.push(resolve);
	});
	const news = async () => new Promise<void>(resolve => {
		state.wakeReader = resolve;
	});

	return {
		async push(item) {
			while (!state.isClosed && queue.length >= capacity) {
				await room();
			}

			if (!state.isClosed) {
				queue.push(item);
				state.wakeReader();
			}
		},
		close(discard = false) {
			state.isClosed = true;
			if (discard) {
				queue.length = 0;
			}

			wakeWriters();
			state.wakeReader();
		},
		async * items() {
			while (queue.length > 0 || !state.isClosed) {
				if (queue.length === 0) {
					await news();
				} else {
					const [item] = queue.splice(0, 1);
					wakeWriters();
					yield item as Item;
				}
			}
		},
	};
};

type InkStdin = NodeJS.ReadStream & {readonly feed: (text: string) => void};

/**
 * The stdin Ink is given: it hears only what is typed into a one-line input, at once and in the caller's turn, so that an Enter in the same breath comes after the text.
 * The terminal and its mode stay with their owner.
 */
export const createInkStdin = (): InkStdin => {
	const waiting: string[] = [];
	const listeners = new Set<() => void>();
	const stream = {
		isTTY: true,
		read: () => waiting.shift() ?? null,
		feed(text: string) {
			waiting.push(text);
			for (const listener of listeners) {
				listener();
			}
		},
		addListener(_event: 'readable', listener: () => void) {
			listeners.add(listener);
		},
		removeListener(_event: 'readable', listener: () => void) {
			listeners.delete(listener);
		},
		setEncoding: () => stream,
		setRawMode: () => stream,
		ref: () => stream,
		unref: () => stream,
	};
	// Ink asks a stdin for no more than these.
	return stream as unknown as InkStdin;
};

const begin = '-----BEGIN ';
const longestLabel = 60;
/** A key without an end is taken to be at most this long. */
const longestKey = 16_384;

/** The end of the first line of a private key that begins at `at`; undefined when none begins there. */
const headerEnd = (text: string, at: number): number | undefined => {
	const label = text.slice(at + begin.length, at + begin.length + longestLabel);
	const match = /^[A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-{5}/.exec(label);
	return match === null ? undefined : at + begin.length + match[0].length;
};

/** Where the key ends: after its closing line, else where its text stops looking like a key. */
const keyEnd = (text: string, from: number): number => {
	const window = text.slice(from, from + longestKey);
	const closing = /-----END [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----/.exec(window);
	if (closing !== null) {
		return from + closing.index + closing[0].length;
	}

	// Escaped line ends are those of a key inside JSON.
	return from + (/^(?:[A-Za-z\d+/=:,. \t\r\n-]|\\[nr])*/.exec(window)?.[0].length ?? 0);
};

/** Replaces PEM and PGP private keys, those cut off at their end included. One pass, whatever the text. */
export const redactKeyBlocks = (text: string): string => {
	let out = '';
	let done = 0;
	for (let at = text.indexOf(begin); at !== -1; at = text.indexOf(begin, Math.max(done, at + 1))) {
		const end = headerEnd(text, at);
		if (end !== undefined) {
			out += `${text.slice(done, at)}[REDACTED PRIVATE KEY]`;
			done = keyEnd(text, end);
		}
	}

	return out + text.slice(done);
};

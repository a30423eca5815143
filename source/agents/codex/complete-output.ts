/** Text of an open item that was streamed already; beyond this much it is no longer compared. */
export const comparedCharacters = 4 * 1024 * 1024;

/**
 * What is still missing of an output when it is complete: the pieces on the way may have gaps, or never have come.
 * Of one whose pieces are not its beginning, all of it again under a line that says so, for a transcript must not lose anything.
 */
export const missingOutput = (streamed: string, whole: string): string => {
	if (whole.startsWith(streamed)) {
		return whole.slice(streamed.length);
	}

	// Codex cuts very long outputs in their middle; then more was streamed than is kept.
	return whole.length < streamed.length ? '' : `\n(some of the output above is missing; all of it:)\n${whole}`;
};

/** Steps (insert, delete, replace, swap of neighbours) that turn one word into the other. */
const distance = (one: string, other: string): number => {
	let beforeLast: number[] = [];
	let last = Array.from({length: other.length + 1}, (_, index) => index);
	for (let i = 1; i <= one.length; i++) {
		const row = [i];
		for (let j = 1; j <= other.length; j++) {
			const same = one[i - 1] === other[j - 1];
			let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
			if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
				best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
			}

			row.push(best);
		}

		beforeLast = last;
		last = row;
	}

	return last[other.length] ?? 0;
};

/** A long word may hold more slips than a short one; a word of three letters with two slips is another word. */
const allowed = (length: number): number => length <= 3 ? 1 : (length <= 6 ? 2 : 3);

/** The candidate a person most likely meant, upper and lower case apart; undefined when none is near. Of equally near ones the first. */
export const nearest = (word: string, candidates: readonly string[]): string | undefined => {
	const wanted = word.trim().toLowerCase().slice(0, 100);
	let best: {readonly candidate: string; readonly steps: number} | undefined;
	for (const candidate of candidates) {
		const folded = candidate.toLowerCase();
		const begins = wanted.length >= 3 && folded.length >= 3 && (folded.startsWith(wanted) || wanted.startsWith(folded));
		const steps = distance(wanted, folded);
		if ((begins || steps <= allowed(Math.max(wanted.length, folded.length))) && (best === undefined || steps < best.steps)) {
			best = {candidate, steps};
		}
	}

	return best?.candidate;
};

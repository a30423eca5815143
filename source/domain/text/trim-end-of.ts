/** A text without these characters at its end. A regular expression that looks for an end begins anew at each of them, and takes minutes where an agent wrote a hundred thousand. */
export const trimEndOf = (text: string, characters: string): string => {
	let end = text.length;
	while (end > 0 && characters.includes(text[end - 1] ?? '')) {
		end--;
	}

	return text.slice(0, end);
};

/** What is read here is flat; the deepest real thing is a list of mappings. */
const maxDepth = 64;

const isBlank = (character: string | undefined): boolean => character === undefined || character === ' ' || character === '\t' || character === '\n' || character === '\r';

/**
 * Whether a block of YAML could be nested deeper than `maxDepth`, judged from its brackets and the marks at the beginnings of its lines (`- - - `), before any parser sees it.
 * The parser recurses and takes minutes over 64 KiB of braces, and a stack that overflows inside a regular expression ends the whole process: no `catch` sees it.
 * Brackets inside quotes and long texts count as well where they are not closed again; the mistake is on the safe side.
 */
export const isTooDeep = (yaml: string): boolean => {
	let brackets = 0;
	let marks = 0;
	let atStart = true;
	for (let at = 0; at < yaml.length; at++) {
		const character = yaml[at] ?? '';
		if (character === '\n') {
			marks = 0;
			atStart = true;
		} else if ('-?:'.includes(character)) {
			// A row of dashes is a text, not a mark.
			atStart &&= isBlank(yaml[at + 1]);
			marks += atStart ? 1 : 0;
		} else if (!isBlank(character)) {
			atStart = false;
			brackets += '[{'.includes(character) ? 1 : 0;
			brackets -= ']}'.includes(character) && brackets > 0 ? 1 : 0;
		}

		if (brackets > maxDepth || marks > maxDepth) {
			return true;
		}
	}

	return false;
};

/** First and last code points that take two columns in a terminal: East Asian wide and full-width forms, and the emoji blocks. */
const wide: ReadonlyArray<readonly [number, number]> = [
	[0x11_00, 0x11_5F],
	[0x2E_80, 0x30_3E],
	[0x30_41, 0xA4_CF],
	[0xA9_60, 0xA9_7F],
	[0xAC_00, 0xD7_A3],
	[0xF9_00, 0xFA_FF],
	[0xFE_30, 0xFE_6F],
	[0xFF_00, 0xFF_60],
	[0xFF_E0, 0xFF_E6],
	[0x1_F3_00, 0x1_F6_4F],
	[0x1_F6_80, 0x1_F6_FF],
	[0x1_F9_00, 0x1_F9_FF],
	[0x1_FA_70, 0x1_FA_FF],
	[0x2_00_00, 0x3_FF_FD],
];

const isAscii = (text: string): boolean => /^[ -~]*$/v.test(text);

const cellsOfCharacter = (character: string): number => {
	if (/^[\p{Mn}\p{Me}\p{Cf}]/v.test(character)) {
		return 0;
	}

	const point = character.codePointAt(0) ?? 0;
	return wide.some(([first, last]) => point >= first && point <= last) ? 2 : 1;
};

/** How many columns of a terminal a text takes. */
export const cellsOf = (text: string): number => {
	if (isAscii(text)) {
		return text.length;
	}

	let cells = 0;
	for (const character of text) {
		cells += cellsOfCharacter(character);
	}

	return cells;
};

/** The text cut to so many columns; what was cut ends in `…`. */
export const fitted = (text: string, columns: number): string => {
	if (cellsOf(text) <= columns) {
		return text;
	}

	let taken = '';
	let cells = 0;
	for (const character of text) {
		const width = cellsOfCharacter(character);
		if (cells + width > columns - 1) {
			break;
		}

		taken += character;
		cells += width;
	}

	return `${taken.trimEnd()}…`;
};

/** The text, cut or filled with spaces to exactly so many columns. */
export const padded = (text: string, columns: number): string => {
	const cut = fitted(text, columns);
	return cut + ' '.repeat(Math.max(0, columns - cellsOf(cut)));
};

/** Cuts one word that is longer than a line into pieces of a line. */
const pieces = (word: string, columns: number): readonly string[] => {
	const found: string[] = [];
	let piece = '';
	for (const character of word) {
		if (piece !== '' && cellsOf(piece + character) > columns) {
			found.push(piece);
			piece = '';
		}

		piece += character;
	}

	found.push(piece);
	return found;
};

/** One paragraph broken at spaces into lines of at most so many columns; a longer word is cut. */
export const wrapped = (text: string, columns: number): readonly string[] => {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(/\s+/v).flatMap(part => cellsOf(part) > columns ? pieces(part, columns) : [part])) {
		if (word === '') {
			continue;
		}

		const longer = line === '' ? word : `${line} ${word}`;
		if (cellsOf(longer) > columns) {
			lines.push(line);
			line = word;
		} else {
			line = longer;
		}
	}

	if (line !== '') {
		lines.push(line);
	}

	return lines;
};

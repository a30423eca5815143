import {graphemes, graphemeWidth, isPlain} from './width.js';

const cutPlain = (line: string, width: number, least: number): string[] => {
	const rows: string[] = [];
	let start = 0;
	while (line.length - start > width) {
		const space = line.lastIndexOf(' ', start + width);
		// A break far to the left would waste the row: paths and hashes are cut hard.
		if (space > start + least) {
			rows.push(line.slice(start, space));
			start = space + 1;
		} else {
			rows.push(line.slice(start, start + width));
			start += width;
		}
	}

	rows.push(line.slice(start));
	return rows;
};

const cutWide = (line: string, width: number, least: number): string[] => {
	const rows: string[] = [];
	let row: string[] = [];
	let used = 0;
	let space = -1;
	let spaceUsed = 0;
	for (const grapheme of graphemes(line)) {
		const cells = graphemeWidth(grapheme);
		if (used + cells > width && row.length > 0) {
			if (grapheme === ' ') {
				rows.push(row.join(''));
				row = [];
				used = 0;
				space = -1;
				continue;
			}

			if (space > 0 && spaceUsed > least) {
				rows.push(row.slice(0, space).join(''));
				row = row.slice(space + 1);
				used -= spaceUsed + 1;
			} else {
				rows.push(row.join(''));
				row = [];
				used = 0;
			}

			space = -1;
		}

		if (grapheme === ' ') {
			space = row.length;
			spaceUsed = used;
		}

		row.push(grapheme);
		used += cells;
	}

	rows.push(row.join(''));
	return rows;
};

/** Breaks one line (no line ends in it) into rows of at most `width` cells, at spaces where that fills more than `least` cells of the row. Never empty. */
export const wrapLine = (line: string, width: number, least = width / 3): readonly string[] => {
	const room = Math.max(1, width);
	return isPlain(line) ? cutPlain(line, room, least) : cutWide(line, room, least);
};

/** Breaks a text of several lines into rows. */
export const wrapText = (text: string, width: number): readonly string[] =>
	text.split('\n').flatMap(line => wrapLine(line, width));

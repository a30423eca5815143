/** ASCII digits only; the order of tickets is this number. Never `i` together with `u`: it takes the Kelvin sign for a K. */
const ticketName = /^ticket-(\d{3,})[^/]*\.md$/i;

/** No character that would break a line or a path. */
const breaksLines = /[\p{Cc}\u2028\u2029]/u;

/** The number in the name of a ticket file; undefined when the file is not named like a ticket. */
export const ticketNumberOf = (name: string): number | undefined => {
	const digits = ticketName.exec(name)?.[1];
	if (digits === undefined || breaksLines.test(name)) {
		return undefined;
	}

	const number = Number(digits);
	return Number.isSafeInteger(number) ? number : undefined;
};

/** Vim probes a folder with `4913` and, if that exists, with the next ones 123 apart; `sed -i` writes to `sedXXXXXX`. */
const editorNames = [
	/^\./, /~$/, /\.sw[a-z]$/i, /^#.*#$/, /\.(?:tmp|temp|bak|orig|rej|save)$/i, /^(?:4913|5036|5159|5282)$/, /^sed[a-z\d]{6}$/i, /___jb_(?:tmp|old|bak)___$/, /^(?:thumbs\.db|desktop\.ini)$/i,
];

/** Whether a file is what editors and file managers leave beside the real one; such files are no finding. */
export const isEditorFile = (name: string): boolean => editorNames.some(pattern => pattern.test(name));

/** The name `car` gives a ticket: at least three digits, then the slug if there is one. */
export const ticketFileName = (number: number, slug?: string): string =>
	`TICKET-${String(number).padStart(3, '0')}${slug === undefined || slug === '' ? '' : `-${slug}`}.md`;

/** The same name with another number; suffix, case and width of the digits stay. */
export const renumbered = (name: string, number: number): string =>
	name.replace(/^(ticket-)(\d+)/i, (_, prefix: string, digits: string) => prefix + String(number).padStart(Math.max(3, digits.length), '0'));

/** A title as a piece of a file name: small ASCII letters, digits and hyphens, at most 40 characters; empty when nothing is left. */
export const slugOf = (title: string): string => {
	const words = title.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().match(/[a-z0-9]+/gu) ?? [];
	let slug = '';
	for (const word of words) {
		const longer = slug === '' ? word : `${slug}-${word}`;
		if (longer.length > 40) {
			break;
		}

		slug = longer;
	}

	return slug === '' ? (words[0] ?? '').slice(0, 40) : slug;
};

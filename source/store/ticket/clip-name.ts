import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import path from 'node:path';

/** A file name takes at most 255 bytes; so many of them the names that are made of a ticket's leave for what they add. */
const maxBytes = 200;

/** The name itself, or, where a longer one made of it would be refused, a shorter one of the same beginning and ending that stands for it alone. Never cuts a character. */
export const clippedName = (name: string): string => {
	const bytes = Buffer.from(name);
	if (bytes.length <= maxBytes) {
		return name;
	}

	const ending = `~${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}${path.extname(name)}`;
	const beginning = bytes.subarray(0, maxBytes - Buffer.byteLength(ending)).toString('utf8').replace(/\uFFFD+$/v, '');
	return `${beginning}${ending}`;
};

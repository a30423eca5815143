import {buffer} from 'node:stream/consumers';
import {UserError} from '../../domain/user-error.js';

/** All of a call's stdin as text. Throws UserError (exit 2) where it is no UTF-8: half of it would be lost unseen. */
export const readStdin = async (stdin: AsyncIterable<Uint8Array>): Promise<string> => {
	const bytes = await buffer(stdin);
	try {
		return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
	} catch {
		throw new UserError('What came on stdin is not UTF-8 text.', 'Convert it first: iconv -f LATIN1 -t UTF-8 FILE', 2);
	}
};

import fs from 'node:fs';
import {errorCode} from './durable-write.js';

const unlessRefused = <Result>(act: () => Result, isExpected: (code: string) => boolean): Result | undefined => {
	try {
		return act();
	} catch (error) {
		const code = errorCode(error);
		if (code !== undefined && isExpected(code)) {
			return undefined;
		}

		throw error;
	}
};

/** What `act` answers; undefined when a file or folder that it needs is not there. */
export const ifThere = <Result>(act: () => Result): Result | undefined => unlessRefused(act, code => code === 'ENOENT' || code === 'ENOTDIR');

/** What `act` answers; undefined when the system refuses it, for whatever reason. What is a mistake of the program is thrown on. */
export const ifAllowed = <Result>(act: () => Result): Result | undefined => unlessRefused(act, () => true);

/** The names in a folder; none where there is no such folder. */
export const namesIn = (folder: string): readonly string[] => ifThere(() => fs.readdirSync(folder)) ?? [];

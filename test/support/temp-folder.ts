import {mkdtemp, realpath} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A new empty folder, by its real path. It goes with the temporary folder of the whole test run (`temp-home.ts`). */
export const tempFolder = async (name = 'folder'): Promise<string> => realpath(await mkdtemp(path.join(os.tmpdir(), `${name}-`)));

import path from 'node:path';
import {build} from 'esbuild';

/** Bundles a few lines of TypeScript, whose imports begin at `source/` (`./store/folder/layout.js`), into a program that Node runs in a process of its own. `outfile` ends in `.mjs`. */
export const bundleProgram = async (contents: string, outfile: string): Promise<void> => {
	await build({
		stdin: {resolveDir: path.join(import.meta.dirname, '../../source'), loader: 'ts', contents},
		bundle: true,
		platform: 'node',
		format: 'esm',
		banner: {js: 'import {createRequire} from "node:module"; const require = createRequire(import.meta.url);'},
		outfile,
	});
};

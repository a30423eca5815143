// Bundles the two doors (`cli` and, loaded only when needed, `tui`) so that starting does not mean reading a thousand small files.
import {chmod, readFile, rm} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import process from 'node:process';
import esbuild from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

// Ink asks for react-devtools-core only when DEV=true; a user never has it.
const withoutDevtools = {
	name: 'without-devtools',
	setup(builder) {
		builder.onResolve({filter: /^react-devtools-core$/}, () => ({path: 'react-devtools-core', namespace: 'without'}));
		builder.onLoad({filter: /.*/, namespace: 'without'}, () => ({contents: 'export default {connectToDevTools() {}}'}));
	},
};

/** Builds into `dist`; a running program keeps the chunks it has already read. */
export async function build() {
	const {version} = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
	await rm(`${root}dist`, {recursive: true, force: true});
	await esbuild.build({
		absWorkingDir: root,
		entryPoints: ['source/cli.ts'],
		outdir: 'dist',
		bundle: true,
		splitting: true,
		format: 'esm',
		platform: 'node',
		target: 'node20.19',
		jsx: 'automatic',
		minifySyntax: true,
		legalComments: 'none',
		// React in development mode records a measurement per render and never frees it.
		define: {'process.env.NODE_ENV': '"production"', CAR_VERSION: JSON.stringify(version)},
		banner: {js: 'import {createRequire as createRequireForBundle} from \'node:module\';const require=createRequireForBundle(import.meta.url);'},
		loader: {'.md': 'text', '.yml': 'text'},
		plugins: [withoutDevtools],
		logLevel: 'warning',
	});
	await chmod(`${root}dist/cli.js`, 0o755);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await build();
}

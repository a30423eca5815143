// Bundles the two doors (`cli` and, loaded only when needed, `tui`) so that starting does not mean reading a thousand small files.
import {
	chmod, mkdir, readFile, readdir, rename, rm, stat, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import process from 'node:process';
import esbuild from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');

// Ink asks for react-devtools-core only when DEV=true; a user never has it.
const withoutDevtools = {
	name: 'without-devtools',
	setup(builder) {
		builder.onResolve({filter: /^react-devtools-core$/}, () => ({path: 'react-devtools-core', namespace: 'without'}));
		builder.onLoad({filter: /.*/, namespace: 'without'}, () => ({contents: 'export default {connectToDevTools() {}}'}));
	},
};

/** A file is there whole or as it was: programs start from `dist` while it is rebuilt. */
const publish = async (file, contents, mode) => {
	const temporary = `${file}.${process.pid}.tmp`;
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(temporary, contents);
	await chmod(temporary, mode);
	await rename(temporary, file);
};

/** Chunks nobody refers to any more, except what another build made while this one ran. */
const sweep = async (kept, startedAt) => {
	for (const name of await readdir(dist)) {
		const file = path.join(dist, name);
		const found = await stat(file).catch(() => undefined);
		if (found && !kept.has(file) && found.mtimeMs < startedAt) {
			await rm(file, {recursive: true, force: true});
		}
	}
};

// Gray-matter brings a YAML parser of its own that is never used: frontmatter is read by `yaml` alone.
const withoutSecondYaml = {
	name: 'without-js-yaml',
	setup(builder) {
		builder.onResolve({filter: /^js-yaml$/}, () => ({path: 'js-yaml', namespace: 'without-yaml'}));
		builder.onLoad({filter: /.*/, namespace: 'without-yaml'}, () => ({contents: 'const never = () => { throw new Error(\'YAML is read by another engine\'); }; module.exports = {safeLoad: never, safeDump: never};', loader: 'js'}));
	},
};

// Ink asks for the width of every text in every frame, and the package segments each into clusters. Nearly all of ours is letters and lines of one cell; only the rest needs that.
const quickWidth = {
	name: 'quick-width',
	setup(builder) {
		builder.onResolve({filter: /^string-width$/}, ({importer, namespace}) => namespace === 'quick-width' || !/node_modules/.test(importer) ? undefined : {path: 'string-width', namespace: 'quick-width'});
		builder.onLoad({filter: /.*/, namespace: 'quick-width'}, () => ({
			contents: String.raw`
				import stringWidth from 'string-width';
				const sgr = /\u001B\[[\d;]*m/g;
				const single = /^[ -~\u00A1-\u00AC\u00AE-\u02FF\u2190-\u2193\u2500-\u257F\u25B6\u25CB\u2713\u2717]*$/;
				export default function quickWidth(text, options) {
					const shown = typeof text === 'string' && options === undefined ? text.replace(sgr, '') : undefined;
					return shown !== undefined && single.test(shown) ? shown.length : stringWidth(text, options);
				}
			`,
			resolveDir: root,
		}));
	},
};

/** Builds into `dist`; a running program keeps the chunks it has already read. */
export async function build() {
	const startedAt = Date.now();
	const {version} = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
	const {outputFiles} = await esbuild.build({
		absWorkingDir: root,
		entryPoints: ['source/cli.ts'],
		outdir: 'dist',
		bundle: true,
		splitting: true,
		write: false,
		format: 'esm',
		platform: 'node',
		target: 'node20.19',
		jsx: 'automatic',
		minifySyntax: true,
		// Half the bytes to read at every start; names stay, so that a stack still tells.
		minifyWhitespace: true,
		legalComments: 'none',
		// React in development mode records a measurement per render and never frees it.
		define: {
			'process.env.NODE_ENV': '"production"',
			CAR_VERSION: JSON.stringify(version),
			// Nothing here fetches anything; a library that only asks whether it could would load all of Node's HTTP client.
			fetch: 'undefined',
		},
		banner: {js: 'import {createRequire as createRequireForBundle} from \'node:module\';const require=createRequireForBundle(import.meta.url);'},
		loader: {'.md': 'text', '.yml': 'text'},
		plugins: [withoutDevtools, withoutSecondYaml, quickWidth],
		logLevel: 'warning',
	});
	// The entry last: it names the chunks, so they must be there first.
	const entry = path.join(dist, 'cli.js');
	const chunks = outputFiles.filter(file => file.path !== entry);
	await Promise.all(chunks.map(async file => publish(file.path, file.contents, 0o644)));
	await publish(entry, outputFiles.find(file => file.path === entry).contents, 0o755);
	await sweep(new Set(outputFiles.map(file => file.path)), startedAt);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await build();
}

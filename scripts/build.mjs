// Bundles the program into one file and writes down how V8 compiled it, so that starting means neither reading a thousand small files nor compiling them.
import {createHash} from 'node:crypto';
import {
	chmod, mkdir, readFile, readdir, rename, rm, stat, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import process from 'node:process';
import esbuild from 'esbuild';
import {recordCode} from './record-code.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');

/** The text with one piece replaced; a package that no longer holds it must not be bundled half changed. */
const replaced = (text, from, to) => {
	if (!text.includes(from)) {
		throw new Error(`not found in a package that the build changes: ${from}`);
	}

	return text.replace(from, to);
};

// Two modules wait at their top, and only ES modules can, which start slowly: Ink's for development tools that a user never has, and Yoga's for its WebAssembly.
const withoutTopLevelAwait = {
	name: 'without-top-level-await',
	setup(builder) {
		builder.onLoad({filter: /ink[\\/]build[\\/]reconciler\.js$/}, async ({path: file}) => {
			const text = await readFile(file, 'utf8');
			return {contents: replaced(replaced(text, 'await import(\'./devtools.js\');', ''), 'await loadPackageJson()', '{}')};
		});
		builder.onResolve({filter: /^yoga-layout$/}, () => ({path: 'yoga-layout', namespace: 'loaded-by-a-call'}));
		builder.onLoad({filter: /.*/, namespace: 'loaded-by-a-call'}, () => ({
			contents: 'export {layoutEngine as default} from \'./source/tui/terminal/layout-engine.ts\'; export * from \'yoga-layout/load\';',
			resolveDir: root,
		}));
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

/** Programs of earlier builds, except what another build made while this one ran. */
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

// Meow brings what knows all licences and how they are misspelt, and sorts them at every start; it is never asked.
const withoutLicences = {
	name: 'without-licences',
	setup(builder) {
		builder.onLoad({filter: /meow[\\/]build[\\/]dependencies\.js$/}, async ({path: file}) => {
			const text = await readFile(file, 'utf8');
			return {contents: replaced(text, 'var correct = requireSpdxCorrect();', 'var correct = () => null;')};
		});
	},
};

// Ink asks for the width of every text in every frame, and the package segments each into clusters before it looks at it. Ours are letters and lines of one cell, and they have one width everywhere.
const ownWidth = {
	name: 'own-width',
	setup(builder) {
		builder.onResolve({filter: /^string-width$/}, () => ({path: 'string-width', namespace: 'own-width'}));
		builder.onLoad({filter: /.*/, namespace: 'own-width'}, () => ({
			contents: String.raw`
				import {widthOf} from './source/domain/words/width.ts';
				export default text => widthOf(text.replaceAll(/\u001B\[[\d;]*m/g, ''));
			`,
			resolveDir: root,
		}));
	},
};

// Ink makes an object of each cell of the screen and reads every line anew, for each frame; and it keeps every text it ever measured.
const ownDrawing = {
	name: 'own-drawing',
	setup(builder) {
		const seen = new Set();
		builder.onLoad({filter: /ink[\\/]build[\\/]ink\.js$/}, () => {
			seen.add('ink');
		});
		const replace = (name, contents) => {
			builder.onLoad({filter: new RegExp(String.raw`ink[\\/]build[\\/]${name}\.js$`)}, () => {
				seen.add(name);
				return {contents, resolveDir: root};
			});
		};

		replace('output', 'export {FrameOutput as default} from \'./source/tui/terminal/frame-output.ts\';');
		replace('measure-text', 'export {measureText as default} from \'./source/tui/terminal/measure-text.ts\';');
		builder.onEnd(() => seen.has('ink') && seen.size < 3 ? {errors: [{text: `of Ink's files only ${[...seen].join(', ')} were met: what draws has another name now`}]} : undefined);
	},
};

// Yoga has its WebAssembly in a text, and where it can it fetches it out of there: with all of Node's HTTP client, loaded for nothing else.
const withoutFetch = {
	name: 'without-fetch',
	setup(builder) {
		builder.onLoad({filter: /yoga-layout[\\/]dist[\\/]binaries[\\/]/}, async ({path: file}) => {
			const text = await readFile(file, 'utf8');
			return {contents: replaced(text, '"function"!=typeof fetch', 'true')};
		});
	},
};

/** Bundles one source (a repository path) and all it needs into a CommonJS program; answers its bytes. */
export const bundle = async (entry, define = {}) => {
	const {outputFiles: [{contents}]} = await esbuild.build({
		absWorkingDir: root,
		entryPoints: [entry],
		bundle: true,
		write: false,
		format: 'cjs',
		platform: 'node',
		target: 'node20.19',
		jsx: 'automatic',
		minifySyntax: true,
		// Half the bytes to read at every start; names stay, so that a stack still tells.
		minifyWhitespace: true,
		legalComments: 'none',
		define: {
			// React in development mode records a measurement per render and never frees it.
			'process.env.NODE_ENV': '"production"',
			'import.meta': 'importMeta',
			...define,
		},
		banner: {js: 'const importMeta={url:require(\'node:url\').pathToFileURL(__filename).href};'},
		loader: {'.md': 'text', '.yml': 'text'},
		plugins: [withoutTopLevelAwait, withoutFetch, withoutSecondYaml, withoutLicences, ownWidth, ownDrawing],
		logLevel: 'warning',
	});
	return contents;
};

/** Builds into `dist`: `cli.js`, which starts the program beside it. A running program has read all of it. */
export async function build() {
	const startedAt = Date.now();
	const {version} = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
	const define = {CAR_VERSION: JSON.stringify(version)};
	const contents = await bundle('source/cli.ts', define);
	const name = `program-${createHash('sha256').update(contents).digest('hex').slice(0, 16)}.js`;
	const program = path.join(dist, name);
	const code = program.replace(/js$/, 'code');
	await publish(program, contents, 0o644);
	const compiled = await recordCode(program);
	if (compiled !== undefined) {
		await publish(code, compiled, 0o644);
	}

	// The package's own files are ES modules.
	const kind = path.join(dist, 'package.json');
	await publish(kind, '{"type": "commonjs"}\n', 0o644);
	// The entry last: it names the program, so that must be there first.
	const entry = path.join(dist, 'cli.js');
	await publish(entry, await bundle('source/start.ts', {...define, CAR_PROGRAM: JSON.stringify(name)}), 0o755);
	await sweep(new Set([program, code, kind, entry]), startedAt);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await build();
}

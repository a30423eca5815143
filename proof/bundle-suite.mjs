// Makes programs of the suites that are no vitest tests: one file each, so that starting them costs next to nothing.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {root} from '../scripts/prepare.mjs';

/** Bundles the given sources (repository paths) and answers the folder in which each lies as `<name>.mjs`, or `.cjs` with the format `cjs`. `plugins` and `packages` are esbuild's. */
export async function bundleSuite(sources, {folder, plugins = [], from = root, packages = 'external', format = 'esm'} = {}) {
	const {default: esbuild} = await import('esbuild');
	await esbuild.build({
		absWorkingDir: from,
		entryPoints: sources.map(source => ({in: source, out: path.basename(source, '.ts')})),
		outdir: folder,
		outExtension: {'.js': format === 'cjs' ? '.cjs' : '.mjs'},
		bundle: true,
		packages,
		format,
		platform: 'node',
		target: 'node20.19',
		loader: {'.md': 'text', '.yml': 'text'},
		plugins,
		logLevel: 'warning',
	});
	return folder;
}

/** What stands in the place of the outside world. */
const stands = new Map([
	['source/store/file/sleep.ts', 'proof/crash/disk/simulated-sleep.ts'],
	['source/git/repository.ts', 'proof/crash/disk/simulated-git.ts'],
	['source/agents/process/process-evidence.ts', 'proof/crash/disk/simulated-processes.ts'],
	['source/agents/process/kill-tree.ts', 'proof/crash/disk/simulated-processes.ts'],
	['source/agents/process/run-shell.ts', 'proof/crash/disk/simulated-processes.ts'],
]);

/** An esbuild plugin that puts the program, its sources as they are, into the simulation; `from` is the folder whose sources are bundled. */
export const simulatedWorld = (from = root) => ({
	name: 'simulated-world',
	setup(builder) {
		const isSource = importer => path.relative(from, importer).startsWith(`source${path.sep}`);
		const files = path.join(from, 'proof/crash/disk/memory-files.ts');
		builder.onResolve({filter: /^node:fs$/}, ({importer}) => isSource(importer) ? {path: 'files', namespace: 'simulated'} : undefined);
		builder.onLoad({filter: /^files$/, namespace: 'simulated'}, () => {
			const names = [...readFileSync(files, 'utf8').matchAll(/^export const (\w+)/gmv)].map(match => match[1]);
			// What is not simulated (watchers, say) is never called in the stories; it only has to be there.
			return {contents: `export {constants, default, ${names.join(', ')}} from ${JSON.stringify(files)};\nexport * from 'node:fs';`, resolveDir: from};
		});
		builder.onResolve({filter: /^\..*\.js$/}, ({path: wanted, importer, resolveDir}) => {
			const source = path.relative(from, path.resolve(resolveDir, wanted)).replace(/\.js$/, '.ts');
			const stand = stands.get(source.split(path.sep).join('/'));
			return stand !== undefined && isSource(importer) ? {path: path.join(from, stand)} : undefined;
		});
	},
});

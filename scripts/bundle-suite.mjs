// Makes programs of the suites that are no vitest tests: one file each, so that starting them costs next to nothing.
import path from 'node:path';
import {root} from './prepare.mjs';

/** Bundles the given sources (repository paths) and answers the folder in which each lies as `<name>.mjs`, or `.cjs` with the format `cjs`. `plugins` and `packages` are esbuild's. */
export async function bundleSuite(sources, {folder = path.join(root, 'node_modules/.cache/crash'), plugins = [], from = root, packages = 'external', format = 'esm'} = {}) {
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

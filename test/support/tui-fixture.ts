import {fileURLToPath} from 'node:url';
import esbuild from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles the program behind the TUI's real-terminal stories, as the real build bundles it, into `outfile` (`.mjs`). */
export const buildTuiFixture = async (outfile: string): Promise<void> => {
	await esbuild.build({
		absWorkingDir: root,
		entryPoints: ['test/fixtures/tui-dev.ts'],
		outfile,
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node20.19',
		jsx: 'automatic',
		define: {'process.env.NODE_ENV': '"production"'},
		banner: {js: 'import {createRequire as createRequireForBundle} from \'node:module\';const require=createRequireForBundle(import.meta.url);'},
		plugins: [{
			name: 'without-devtools',
			setup(builder) {
				builder.onResolve({filter: /^react-devtools-core$/}, () => ({path: 'react-devtools-core', namespace: 'without'}));
				builder.onLoad({filter: /.*/, namespace: 'without'}, () => ({contents: 'export default {connectToDevTools() {}}'}));
			},
		}],
		logLevel: 'warning',
	});
};

import {execFile} from 'node:child_process';
import {
	cp, mkdir, symlink, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {tempFolder} from './support/temp-folder.js';

const root = path.join(import.meta.dirname, '..');

/** Breaches of the import law in the sources of a folder, as `file -> rule`, each once. */
async function breaches(folder: string): Promise<readonly string[]> {
	const tool = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
	const output = await new Promise<string>((resolve, reject) => {
		execFile(process.execPath, [tool, 'source', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'], {cwd: folder, maxBuffer: 256 * 1024 * 1024}, (error, stdout, stderr) => {
			if (stdout.startsWith('{')) {
				resolve(stdout);
			} else {
				reject(new Error(`dependency-cruiser: ${stderr}${stdout}`, {cause: error}));
			}
		});
	});
	const {summary} = JSON.parse(output) as {summary: {violations: ReadonlyArray<{from: string; rule: {name: string}}>; totalCruised: number}};
	expect(summary.totalCruised).toBeGreaterThan(10);
	return [...new Set(summary.violations.map(({from, rule}) => `${from} -> ${rule.name}`))].toSorted();
}

/** A room of a floor, and another (`.`: the files beside it) that it must not import. One for each room that ARCHITECTURE.md draws and that may not import all of its floor. */
const climbs: ReadonlyArray<readonly [room: string, forbidden: string]> = [
	['domain/event', 'text'],
	['domain/text', 'words'],
	['domain/words', 'ticket'],
	['domain/config', 'run'],
	['domain/ticket', 'run'],
	['domain/message', 'run'],
	['domain/run', 'flow'],
	['domain/trust', 'ticket'],
	['domain/flow', 'report'],
	['domain/prompt', 'run'],
	['domain/report', 'flow'],
	['store/file', 'yaml'],
	['store/yaml', 'folder'],
	['store/folder', 'run'],
	['store/run', 'message'],
	['store/message', 'ticket'],
	['store/ticket', 'run'],
	['agents/process', 'command'],
	['agents/codex', 'command'],
	['agents/command', 'codex'],
	['agents/demo', 'command'],
	['agents/acp', 'process'],
	['engine/flow', 'trust'],
	['engine/trust', 'turn'],
	['engine/turn', 'mail'],
	['engine/mail', 'start'],
	['engine/start', '.'],
	['engine/run-log', 'client'],
	['engine/check', 'client'],
	['engine/client', 'setup'],
	['engine/setup', 'turn'],
	['cli/print', 'ask'],
	['cli/ask', 'print'],
	['tui/text', 'select'],
	['tui/keys', 'update'],
	['tui/select', 'effects'],
	['tui/pages', 'update'],
	['tui/update', 'effects'],
	['tui/effects', 'update'],
	['tui/terminal', 'update'],
	['tui/components', 'screens'],
	['tui/screens', 'update'],
];

/** Sins nobody should get away with: file, text, and the rules that must name it. */
const sins: ReadonlyArray<readonly [file: string, text: string, rules: readonly string[]]> = [
	['domain/looks-up.ts', 'export * from \'../store/folder/layout.js\';', ['domain-imports-down-only']],
	['domain/reads-files.ts', 'export {readFile} from \'node:fs\';', ['domain-is-pure']],
	['domain/takes-a-package.ts', 'export {z} from \'zod\';', ['domain-is-pure', 'zod-has-one-home']],
	['store/visits-git.ts', 'export * from \'../git/sinned-upon.js\';', ['store-imports-down-only']],
	['git/starts-programs.ts', 'export {execa} from \'execa\';', ['execa-has-one-home']],
	['engine/paints.ts', 'export {render} from \'ink\';', ['ink-has-one-home']],
	['cli/visits-the-screen.ts', 'export type {Sin} from \'../tui/sinned-upon.js\';', ['cli-imports-down-only']],
	['cli/reads-files-itself.ts', 'export {layoutOf} from \'../store/folder/layout.js\';', ['cli-imports-down-only']],
	['cli/asks-git-itself.ts', 'export * from \'../git/sinned-upon.js\';', ['cli-imports-down-only']],
	['cli/is-called-back.ts', 'export type {Surroundings} from \'../call.js\';', ['cli-imports-down-only']],
	['cli/opens-the-engine.ts', 'export * from \'../engine/sinned-upon.js\';', ['cli-imports-down-only']],
	['engine/client/seam/holds-a-handle.ts', 'export type {Flow} from \'../../flow/flow.js\';', ['the-seam-is-pure']],
	['tui/goes-round-the-client.ts', 'export {layoutOf} from \'../store/folder/layout.js\';', ['tui-imports-down-only']],
	['tui/opens-the-engine.ts', 'export * from \'../engine/sinned-upon.js\';', ['tui-imports-down-only']],
	['tui/screens/reads-files.ts', 'export {readFile} from \'node:fs\';', ['views-are-pure']],
	['engine/client/read/visits-acting.ts', 'export * from \'../act/sinned-upon.js\';', ['reading-knows-no-acting']],
	['git/visits-the-store.ts', 'export * from \'../store/yaml/sinned-upon.js\';', ['git-imports-down-only']],
	['agents/visits-the-store.ts', 'export * from \'../store/yaml/sinned-upon.js\';', ['agents-imports-down-only']],
	['engine/visits-the-screen.ts', 'export type {Sin} from \'../tui/sinned-upon.js\';', ['engine-imports-down-only']],
	['engine/undrawn/moves-in.ts', 'export * from \'../sinned-upon.js\';', ['every-folder-is-drawn']],
	['undrawn/moves-in.ts', 'export * from \'../engine/client/flow-client.js\';', ['every-folder-is-drawn']],
	['undrawn/stands-alone.ts', 'export type Sin = string;', ['every-folder-is-drawn']],
	['undrawn/waits.ts', 'export type Sin = string;', []],
	['opens-the-undrawn.ts', 'export type {Sin} from \'./undrawn/waits.js\';', ['every-folder-is-drawn']],
	...climbs.map(([room, forbidden]): readonly [string, string, readonly string[]] =>
		[`${room}/climbs.ts`, `export * from '../${forbidden}/sinned-upon.js';`, [`${room.replace('/', '-')}-imports-down-only`]]),
	// A cycle is named once, where it is first met.
	['store/chicken.ts', 'import type {Egg} from \'./egg.js\';\nexport type Chicken = {readonly egg: Egg};', ['no-circular']],
	['store/egg.ts', 'import type {Chicken} from \'./chicken.js\';\nexport type Egg = {readonly chicken: Chicken};', []],
	['engine/points-nowhere.ts', 'export * from \'./gone.js\';', ['no-unresolvable']],
	['engine/takes-a-tool.ts', 'export {test} from \'vitest\';', ['no-development-packages', 'packages-have-a-home']],
];

const sinnedUpon = [...new Set(['git', 'tui', 'engine', 'engine/client/act', ...climbs.map(([room, forbidden]) => path.join(path.dirname(room), forbidden))])].map(room => `${room}/sinned-upon.ts`);

test('import law: the sources as they are -> no breach; planted sins -> each is named by its rule', async () => {
	const folder = await tempFolder('sins');
	await Promise.all(['source', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs', 'ARCHITECTURE.md'].map(async name =>
		cp(path.join(root, name), path.join(folder, name), {recursive: true})));
	await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
	const plant = async (file: string, text: string) => {
		await mkdir(path.dirname(path.join(folder, 'source', file)), {recursive: true});
		await writeFile(path.join(folder, 'source', file), `${text}\n`);
	};

	await Promise.all(sinnedUpon.map(async file => plant(file, 'export type Sin = string;')));
	await Promise.all(sins.map(async ([file, text]) => plant(file, text)));

	const planted = sins.flatMap(([file, , rules]) => rules.map(rule => `source/${file} -> ${rule}`));
	const ours = new Set([...sins.map(([file]) => file), ...sinnedUpon].map(file => `source/${file}`));
	const found = await breaches(folder);
	expect(found.filter(line => !ours.has(line.split(' ')[0]!))).toEqual([]);
	expect(found.filter(line => ours.has(line.split(' ')[0]!))).toEqual(planted.toSorted());
});

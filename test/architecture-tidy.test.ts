import {
	readFile, readdir, stat,
} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';

const root = path.join(import.meta.dirname, '..');

type SourceFile = {readonly path: string; readonly text: string};

/** Every TypeScript and script file of the given folders, by repository path. */
async function filesOf(...folders: readonly string[]): Promise<readonly SourceFile[]> {
	const names = await Promise.all(folders.map(async folder => {
		const found = await readdir(path.join(root, folder), {recursive: true});
		return found.map(name => path.join(folder, name));
	}));
	const code = names.flat().filter(name => /\.(?:tsx?|mjs|cjs)$/.test(name) && !name.includes('fixtures'));
	const files = await Promise.all(code.map(async name => {
		const found = await stat(path.join(root, name));
		return found.isFile() ? [{path: name, text: await readFile(path.join(root, name), 'utf8')}] : [];
	}));
	return files.flat().toSorted((a, b) => a.path.localeCompare(b.path));
}

/** `path:line` of every line that matches. */
const linesWith = (files: readonly SourceFile[], pattern: RegExp): readonly string[] => files.flatMap(file =>
	file.text.split('\n').flatMap((line, index) => pattern.test(line) ? [`${file.path}:${index + 1}: ${line.trim()}`] : []));

const source = await filesOf('source');
const all = [...source, ...await filesOf('test', 'proof', 'bench', 'scripts')];
// This file names what it forbids.
const others = all.filter(file => !file.path.includes('architecture-tidy'));
// Comments may speak of clocks.
const pure = source.filter(file => file.path.startsWith('source/domain/')).map(file => ({...file, text: file.text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gmv, '')}));
const views = source.filter(file => /^source\/tui\/(?:components|screens)\//.test(file.path));

test('tidy: the files are found -> there is something to look at', () => {
	expect(source.map(file => file.path)).toContain('source/domain/user-error.ts');
	expect(all.map(file => file.path)).toContain('test/architecture.test.ts');
});

test('tidy: a file -> at most 250 lines, a test or proof at most 400', () => {
	const limit = (file: SourceFile) => /^(?:test|proof)\//.test(file.path) ? 400 : 250;
	const tooLong = all.flatMap(file => {
		const lines = file.text.split('\n').length - 1;
		return lines > limit(file) ? [`${file.path}: ${lines}`] : [];
	});
	expect(tooLong).toEqual([]);
});

test('tidy: a folder -> at most 20 files', () => {
	const folders = all.map(file => path.dirname(file.path));
	expect([...new Set(folders)].filter(folder => folders.filter(other => other === folder).length > 20)).toEqual([]);
});

test('tidy: names of files and folders -> kebab-case, and say what is inside', () => {
	const badParts = all.flatMap(file => file.path.split('/').filter(part =>
		!/^[a-z\d]+(?:-[a-z\d]+)*(?:\.long)?(?:\.test|\.d)?(?:\.\w+)?$/.test(part)
		|| /\b(?:utils?|helpers?|common|managers?|services?|misc)\b/.test(part)));
	expect(badParts).toEqual([]);
});

test.each([
	['useEffect in a view', views, /\buse(?:Layout|Insertion)?Effect\b/],
	['left-over work', others, /\b(?:TODO|FIXME|XXX)\b/],
	['silenced linter or compiler', others, /(?:es|ox)lint-disable|@ts-ignore|@ts-nocheck|@ts-expect-error/],
	['enum, namespace, default export', source, /^\s*(?:export )?(?:(?:declare |const )*enum|namespace|export default) ?/],
	['clock or randomness in the domain', pure, /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandomUUID\b|\bperformance\.|\bset(?:Timeout|Interval|Immediate)\b|\bprocess\.\w/],
	['a machine\'s path', others, /(?<![.\w])\/(?:work|root)\//],
] as const)('tidy: %s -> nowhere', (_, files, pattern) => {
	expect(linesWith(files, pattern)).toEqual([]);
});

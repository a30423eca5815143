import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {generalHelp} from '../source/cli/help.js';
import {builtInValues, agentFields} from '../source/domain/config/built-in.js';
import {bindings} from '../source/tui/keys/keymap.js';

const readme = await readFile(path.join(import.meta.dirname, '../README.md'), 'utf8');

/** The rows of the first table after a heading, as their cells. */
const tableAfter = (heading: string): ReadonlyArray<readonly string[]> => {
	const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
	const rows = section.split('\n').filter(line => line.startsWith('|'));
	return rows.slice(2).map(row => row.split('|').slice(1, -1).map(cell => cell.trim()));
};

/** What stands between backquotes. */
const quoted = (text: string): readonly string[] => [...text.matchAll(/`(?<name>[^`]+)`/gv)].map(match => match.groups!.name!);

test('README: commands -> the text of `car --help`, letter by letter', () => {
	expect(readme).toContain(`\`\`\`\n${generalHelp().trim()}\n\`\`\``);
});

test('README: keys -> each is bound to something', () => {
	const bound = new Set(bindings.flatMap(binding => binding.keys));
	const named = tableAfter('Keys').flatMap(([keys]) => quoted(keys!));
	expect(named.length).toBeGreaterThan(10);
	expect(named.filter(key => !bound.has(key))).toEqual([]);
});

test('README: configuration -> each key exists, with the default it has', () => {
	const values: Readonly<Record<string, unknown>> = builtInValues;
	const show = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0) ? 'none' : `${value as string | number | boolean}`;
	const rows = tableAfter('Configuration').filter(([keys]) => !keys!.startsWith('`agents.'));
	expect(rows.length).toBeGreaterThan(8);
	for (const [keys, defaults] of rows) {
		const [first, ...rest] = quoted(keys!);
		const section = first!.split('.')[0]!;
		const names = [first!, ...rest.map(name => name.includes('.') ? name : `${section}.${name}`)];
		expect(names.filter(name => !(name in values)), keys).toEqual([]);
		if (defaults !== '') {
			expect(defaults!.replaceAll('`', ''), keys).toBe(names.map(name => show(values[name])).join(', '));
		}
	}

	const [agents] = tableAfter('Configuration').find(([keys]) => keys!.startsWith('`agents.'))!;
	expect(quoted(agents!).map(name => name.replace('agents.<id>.', '')).filter(name => !(name in agentFields))).toEqual([]);
});

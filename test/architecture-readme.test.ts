import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {generalHelp} from '../source/cli/help.js';
import {agentFields} from '../source/domain/config/built-in.js';
import {builtInValues, keyList} from '../source/domain/config/keys.js';
import {readTicket} from '../source/domain/ticket/read-ticket.js';
import {aboutCar} from '../source/store/folder/about-car.js';
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

test('README: configuration -> every key that is told, in its row, with the default it has and its own words', () => {
	const values: Readonly<Record<string, unknown>> = builtInValues;
	const show = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0) ? 'none' : `${value as string | number | boolean}`;
	const told: Array<{readonly names: string[]; readonly text: string}> = [];
	for (const {name, readme} of keyList) {
		if (typeof readme === 'string') {
			told.push({names: [name], text: readme});
		} else if (readme === undefined) {
			told.at(-1)!.names.push(name);
		}
	}

	const rows = tableAfter('Configuration').filter(([keys]) => !keys!.startsWith('`agents.')).map(([keys, defaults, text]) => {
		const [first, ...rest] = quoted(keys!);
		return {names: [first!, ...rest.map(name => name.includes('.') ? name : `${first!.split('.')[0]!}.${name}`)], defaults: defaults!.replaceAll('`', ''), text: text!};
	});
	const sorted = (all: typeof told) => all.toSorted((a, b) => a.names[0]!.localeCompare(b.names[0]!));
	expect(sorted(rows.map(({names, text}) => ({names, text})))).toEqual(sorted(told));
	for (const {names, defaults} of rows.filter(row => row.defaults !== '')) {
		expect(defaults, names.join(', ')).toBe(names.map(name => show(values[name])).join(', '));
	}

	const [agents] = tableAfter('Configuration').find(([keys]) => keys!.startsWith('`agents.'))!;
	expect(quoted(agents!).map(name => name.replace('agents.<id>.', ''))).toEqual(Object.keys(agentFields));
});

test('fields of a ticket: each that is read -> the README and ABOUT_CAR.md tell of it', () => {
	const {ticket} = readTicket({agent: 'codex', done: false}, new Map(), true, null);
	const names = Object.keys(ticket!);
	expect(names.length).toBeGreaterThan(8);
	const told = (text: string) => names.filter(name => !new RegExp(String.raw`\b${name}\b`, 'v').test(text));
	expect([told(readme.split('\n## ').find(section => section.includes('Optional besides'))!), told(aboutCar)]).toEqual([[], []]);
});

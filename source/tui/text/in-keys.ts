import {sanitiseLine} from '../../domain/text/sanitise.js';

/** What is said for people in a shell, and the keys of this program that do the same. The longer ones first; what has no key stays a command. */
const keysOf: ReadonlyArray<readonly [RegExp, string]> = [
	[/, then car run(?! -)(?: \(car tickets lint checks\))?$/, '; then r goes on'],
	[/ and car run$/, ', then r'],
	[/\bcar run --dirty\b/g, 'D'],
	[/\bcar run(?! -)\b/g, 'r'],
	[/\bcar resume(?! -)\b/g, 'r'],
	[/\bcar stop\b/g, 'S'],
	[/\bcar pause --now\b/g, 'P'],
	[/\bcar pause\b/g, 'p'],
	[/\bcar inbox\b/g, '3'],
	[/\bcar log\b/g, 'the log (2)'],
	[/\bcar report\b/g, 'R'],
	[/\bcar runs(?= lists)/g, 'H'],
	[/\bcar doctor\b/g, 'c'],
	[/\bcar tickets done \d+/g, 'Space'],
	[/(?<!For example: )\bcar tickets new\b(?: "[^"]*")?/g, 'a'],
	[/\bcar tickets(?= lists)/g, '1'],
	[/\bcar reply --to \S+ "your answer"/g, 'r'],
	[/\bcar reply --to \S+ --allow \| --deny/g, '3, then y or x'],
	[/\bcar reply --to \S+ --happened \(([^)]*)\) or --again \(([^)]*)\)/g, '3, then h ($1) or n ($2)'],
	[/\bcar reply --to \S+ --happened \| --again/g, '3, then h or n'],
];

/** A sentence of the engine on one line, with the key where a key does what it names a command for. */
export const inKeys = (text: string): string => keysOf.reduce((words, [command, key]) => words.replace(command, key), sanitiseLine(text));

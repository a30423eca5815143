const esc = '\u001B';

/** What somebody writes into a name to make a terminal do something, or to stand where it does not belong. */
export const hostileTexts: readonly string[] = [
	`${esc}]0;OWNED\u0007`,
	`${esc}]2;OWNED${esc}\\`,
	`${esc}]52;c;ZWNobyBoaQ==\u0007`,
	String.raw`${esc}]8;;http://evil${esc}\ `.trimEnd(),
	`${esc}[6n${esc}[c${esc}[>c${esc}[5n`,
	`${esc}[2J${esc}[3;3HPWNED${esc}[31m`,
	`${esc}[?1049l${esc}[?25h${esc}[?7h`,
	`${esc}Ptmux;${esc}${esc}]52;c;AA\u0007${esc}\\`,
	`${esc}P$q q${esc}\\${esc}_Gf=24;AAAA${esc}\\`,
	'\u009D0;OWNED\u009C\u009B6n\u009B2J\u0090q\u009C\u0085',
	'\u202Etxt.exe\u202C\u2066a\u2069\u200F',
	'\u0007\u0007\u0005\u000E\u000F',
	'pass\u200Bwo\u200Drd\u2060\uFEFF',
	`Z${'\u0301\u0316\u0489'.repeat(60)}algo`,
	'before\rAFTER\b\b\b\b\b\u007F',
	'日本語のとても長い名前がここに立っている',
	'👩\u200D👩\u200D👧\u200D👦'.repeat(6),
	'🏳️\u200D🌈✈️☎️1️⃣❤️🇩🇪🇩'.repeat(3),
	'one\ntwo\u2028three\u000Bfour',
	'\t\ttab',
	'ｗｉｄｅ한글'.repeat(5),
	'\uD800\uFFFE\u{E0041}\u{E0042}x',
];

/** Names of values that somebody else writes: agents, files, git, commands. */
const foreign: ReadonlySet<string> = new Set([
	'title', 'agent', 'model', 'text', 'message', 'mend', 'lastWords', 'reason', 'next', 'name', 'body', 'summary', 'warnings', 'reasonDetails', 'agents', 'attachments', 'command', 'tail', 'hash', 'description', 'cwd', 'diff', 'lines', 'last_words', 'error', 'names', 'file',
]);

const paths: ReadonlySet<string> = new Set(['path', 'ticket', 'current', 'attachments']);

/** The same choice for the same text, so that a path stays one path. */
const choose = (text: string, salt: number): string => {
	let sum = salt;
	for (const character of text) {
		sum += character.codePointAt(0) ?? 0;
	}

	return hostileTexts[sum % hostileTexts.length] ?? '';
};

const infestPath = (path: string, salt: number): string => {
	const bad = choose(path, salt).replaceAll('/', '|');
	const at = path.lastIndexOf('.');
	return at === -1 ? path + bad : `${path.slice(0, at)}-${bad}${path.slice(at)}`;
};

const infestText = (text: string, salt: number): string =>
	text.split('\n').map(line => line === '---' || line === '' ? line : `${line.slice(0, 4)}${choose(line, salt)}${line.slice(4)}`).join('\n');

/** A value with something hostile in every text that others write; `salt` chooses what stands where. */
export const infest = <Value>(value: Value, salt: number, name = ''): Value => {
	if (typeof value === 'string') {
		const text = paths.has(name) ? infestPath(value, salt) : (foreign.has(name) ? infestText(value, salt) : value);
		return text as Value;
	}

	if (Array.isArray(value)) {
		return value.map(item => infest<unknown>(item, salt, name)) as Value;
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, infest<unknown>(item, salt, key)])) as Value
		: value;
};

/** Control characters, and what reorders, hides or breaks text: nothing of it may reach a terminal. */
export const harmful = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\uD800-\uDFFF\uFFFE\u{E0000}-\u{E0FFF}]|\p{M}{9}/u;

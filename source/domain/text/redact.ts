import {base64} from './base64.js';
import {isLikelySecret} from './redact-fields.js';
import {redactKeyBlocks} from './redact-key-blocks.js';

type Pattern = {
	readonly find: RegExp;
	/** What stands in its place; `$1` is the part that tells what kind of secret it was. */
	readonly put: string;
};

const put = '$1[REDACTED]';

/**
 * Tokens that tell by their looks what they are. Every repetition runs over one class of characters and is not followed by anything it could
 * give back, so that no text makes them slow; those with a dot in the middle have an upper bound.
 */
const patterns: readonly Pattern[] = [
	{find: /(?<![\w-])(eyJ)[\w-]{6,2000}\.[\w-]{6,4000}\.[\w-]{6,}/g, put},
	{find: /(?<=[_-])(eyJ)[\w-]{6,200}\.[\w-]{6,4000}\.[\w-]{6,}/g, put},
	{find: /(?<![A-Za-z\d])(sk-(?:proj-|ant-(?:api\d\d-|admin\d\d-|oat\d\d-)?|svcacct-|admin-|or-v1-|lf-)?)[\w-]{16,}/g, put},
	{find: /(?<![A-Za-z\d])(gh[pousr]_)[\w.-]{16,}/g, put},
	{find: /(?<![A-Za-z\d])(github_pat_)\w{20,}/g, put},
	{find: /(?<![A-Za-z\d])(gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas|imt)-)[\w.-]{16,}/g, put},
	{find: /(?<![A-Za-z\d])(A(?:KIA|SIA|ROA|IDA|BIA))[A-Z\d]{16}(?![A-Za-z\d])/g, put},
	{find: /(?<![A-Za-z\d])(AIza)[\w-]{30,}/g, put},
	{find: /(?<![A-Za-z\d])(ya29\.)[\w.-]{16,}/g, put},
	{find: /(?<![A-Za-z\d])(GOCSPX-)[\w-]{16,}/g, put},
	{find: /(?<![A-Za-z\d])(xox[a-z](?:\.[a-z]{3})?-|xapp-)[\w-]{10,}/g, put},
	{find: /(hooks\.slack\.com\/(?:services|workflows)\/)[\w/]{16,}/g, put},
	{find: /(discord(?:app)?\.com\/api\/webhooks\/\d{5,25}\/)[\w-]{16,}/g, put},
	{find: /(?<![A-Za-z\d])((?:[sr]k|pk)_(?:live|test)_|whsec_)[A-Za-z\d]{10,}/g, put},
	{find: /(?<![A-Za-z\d])(npm_|dckr_pat_|dop_v1_|doo_v1_|shp(?:at|ca|pa|ss)_|hf_|gsk_|r8_|lin_api_|figd_|sntrys_|sntryu_|xai-|pplx-|tvly-|nvapi-|ntn_|secret_|PMAK-|dapi|glsa_|pypi-|rubygems_|sbp_|hvs\.|hvb\.|SG\.|EAA|fo1_|atlasv1\.)(?=[\w.-]{0,200}\d)[\w.-]{20,}/g, put},
	{find: /(?<!\d)(\d{8,10}:AA)[\w-]{30,}/g, put},
	{find: /(AGE-SECRET-KEY-1)[A-Z\d]{20,}/g, put},
	{find: /\b(bearer\s{1,3})(?=[\w.~+/=-]{0,200}\d)[\w.~+/=-]{12,}/gi, put},
	{find: /\b(authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:(?:basic|token|digest|apikey)\s{1,3})?)(?!bearer\b|basic\b|token\b|\[redacted)[^\s"',;]{8,}/gi, put},
	{find: /\b([a-z][a-z\d+.-]{1,20}:\/\/[^\s:@/]{0,200}:)[^\s@/]{1,300}(?=@)/gi, put},
	{find: /\b(https?:\/\/)[^\s:@/?#]{20,300}(?=@)/gi, put},
];

/** A name that says secret, a sign, and a value, as in `.env` files, JSON, YAML, command lines and code. */
const field = /((?:api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|account[_-]?key|signing[_-]?key|encryption[_-]?key|token|secret|passw(?:or)?d|passphrase|pwd|credentials?)(?:[_-][a-z\d]{1,20}){0,2}["'`]?(?:[ \t]{0,3}(?::=|=>|[:=])[ \t]{0,3}|[ \t]{1,3}(?=\S)(?<=--[\w-]{1,60}[ \t]{1,3})))(["'`]?)([^\s"'`,;)}\]]{6,})/gi;

const escapePattern = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);

/** A secret as it also appears: in an address, in JSON, in base64. */
const formsOf = (secret: string): readonly string[] =>
	[...new Set([secret, encodeURIComponent(secret.replaceAll(/\p{Surrogate}/gu, '\uFFFD')), JSON.stringify(secret).slice(1, -1), base64(secret)])];

const longEnough = 8;

const exactPattern = (secrets: readonly string[]): RegExp | undefined => {
	const forms = [...new Set(secrets.filter(secret => secret.length >= longEnough).flatMap(secret => formsOf(secret)))].toSorted((a, b) => b.length - a.length);
	return forms.length === 0 ? undefined : new RegExp(forms.map(form => escapePattern(form)).join('|'), 'g');
};

/** Makes a function that replaces secrets by `[REDACTED]`: the given values (from 8 characters on, also as they look in addresses, JSON and base64) and whatever looks like one. */
export const createRedactor = (secrets: readonly string[]): (text: string) => string => {
	const exact = exactPattern(secrets);
	return text => {
		let safe = exact === undefined ? text : text.replaceAll(exact, '[REDACTED]');
		safe = redactKeyBlocks(safe);
		for (const pattern of patterns) {
			safe = safe.replaceAll(pattern.find, pattern.put);
		}

		return safe.replaceAll(field, (whole: string, name: string, quote: string, value: string) =>
			isLikelySecret(name, value) ? `${name}${quote}[REDACTED]` : whole);
	};
};

/** Values of the variables whose names say secret; those too short, and programs or files that are only named, are left out. */
export const secretsOf = (env: Readonly<Record<string, string | undefined>>): string[] =>
	[...new Set(Object.entries(env).flatMap(([name, value]) =>
		value !== undefined && value.length >= longEnough && /key|token|secret|pass/i.test(name) && !/askpass|_(?:file|path|dir|sock)$/i.test(name) ? [value] : []))];

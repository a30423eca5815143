import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {createRedactor, secretsOf} from '../../../source/domain/text/redact.js';

/** Written in parts so that no scanner takes this file for a leak. */
const join = (...parts: readonly string[]): string => parts.join('');

const mixed = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0fG3hJ6kL9n';
const upper = 'Q7RT2XW9PLK4MZ8B';
const digits = '1234567890';
const segment = 'eyJzdWIiOiIxMjM0NTY3ODkwIn0';

const tokens: ReadonlyArray<readonly [name: string, token: string]> = [
	['OpenAI', join('sk', '-', mixed)],
	['OpenAI project', join('sk', '-proj-', mixed, '_', mixed)],
	['OpenAI service account', join('sk', '-svcacct-', mixed)],
	['Anthropic', join('sk', '-ant-', 'api03-', mixed, '-', mixed)],
	['Anthropic login', join('sk', '-ant-', 'oat01-', mixed)],
	['OpenRouter', join('sk', '-or-v1-', mixed)],
	['GitHub personal', join('gh', 'p_', mixed)],
	['GitHub login', join('gh', 'o_', mixed)],
	['GitHub user', join('gh', 'u_', mixed)],
	['GitHub refresh', join('gh', 'r_', mixed)],
	['GitHub app of 2026', join('gh', 's_', digits, '_', 'eyJhbGciOi', '.', segment, '.', mixed)],
	['GitHub fine-grained', join('github', '_pat_', '11ABCDEFG0', '_', mixed)],
	['GitLab personal', join('gl', 'pat-', mixed.slice(0, 20))],
	['GitLab runner', join('gl', 'rt-', mixed.slice(0, 20))],
	['AWS key', join('AK', 'IA', upper)],
	['AWS session key', join('AS', 'IA', upper)],
	['Google key', join('AI', 'za', mixed.slice(0, 35))],
	['Google login', join('ya', '29.', mixed)],
	['Google client secret', join('GOC', 'SPX-', mixed.slice(0, 28))],
	['Slack bot', join('xo', 'xb-', digits, '-', digits, '-', mixed.slice(0, 24))],
	['Slack user', join('xo', 'xp-', digits, '-', mixed.slice(0, 24))],
	['Slack app', join('xa', 'pp-1-', upper, '-', digits, '-', mixed)],
	['Stripe', join('sk', '_live_', mixed.slice(0, 24))],
	['Stripe restricted', join('rk', '_test_', mixed.slice(0, 24))],
	['Stripe webhook', join('wh', 'sec_', mixed)],
	['npm', join('np', 'm_', mixed.slice(0, 36))],
	['PyPI', join('py', 'pi-', 'AgEIcHlwaS5vcmc', mixed)],
	['Docker', join('dckr', '_pat_', mixed)],
	['DigitalOcean', join('dop', '_v1_', mixed, mixed)],
	['Hugging Face', join('h', 'f_', mixed)],
	['Groq', join('gs', 'k_', mixed)],
	['xAI', join('x', 'ai-', mixed)],
	['Shopify', join('shp', 'at_', mixed.slice(0, 32))],
	['SendGrid', join('S', 'G.', mixed.slice(0, 22), '.', mixed)],
	['Vault', join('hv', 's.', mixed)],
	['Telegram', join('123456789', ':AA', mixed.slice(0, 33))],
	['JWT', join('eyJ', 'hbGciOiJIUzI1NiJ9', '.', segment, '.', mixed)],
	['age', join('AGE-SECRET', '-KEY-1', upper, upper, upper)],
];

const phrases: ReadonlyArray<readonly [name: string, text: string, secret: string]> = [
	['a bearer header', join('Authorization: Bear', 'er ', mixed), mixed],
	['a basic header', join('authorization: Bas', 'ic ', 'dXNlcjpodW50ZXIyMg=='), 'dXNlcjpodW50ZXIyMg=='],
	['curl', join('curl -H "Authorization: tok', 'en ', mixed, '"'), mixed],
	['a database address', join('postgres://app:', 'hunter22!x', '@db.example/app'), 'hunter22!x'],
	['a git remote', join('https://', mixed, '@git.example/x.git'), mixed],
	['a .env line', join('API_', 'KEY=', 'abc123def456'), 'abc123def456'],
	['an export', join('export MY_SERVICE_', 'TOKEN="', 'abc123def456', '"'), 'abc123def456'],
	['JSON', join('{"client_', 'secret": "', 'abc-123-def-456', '"}'), 'abc-123-def-456'],
	['YAML', join('pass', 'word: ', 'correcthorse'), 'correcthorse'],
	['a flag', join('mysql --pass', 'word hunter2x'), 'hunter2x'],
	['a flag with =', join('tool --api-', 'key=', 'abc123def456'), 'abc123def456'],
	['AWS secret', join('aws_secret_access_', 'key = ', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCY'), 'wJalrXUtnFEMI/K7MDENG/bPxRfiCY'],
	['a cloud connection', join('AccountName=x;Account', 'Key=', 'abcd1234efgh5678=='), 'abcd1234efgh5678=='],
	['a Slack hook', join('https://hooks.slack.com/serv', 'ices/', 'T00000000/B00000000/abcdef123456'), 'T00000000/B00000000/abcdef123456'],
	['a digit password', join('pass', 'word=', '12345678'), '12345678'],
];

const harmless: readonly string[] = [
	'max_tokens: 100000',
	'tokens: 12345 in, 678 out',
	'const token = await getToken(request);',
	'password: string;',
	'apiKey: process.env.OPENAI_API_KEY,',
	'The secret is to begin with the tests.',
	'Bearer authentication is required.',
	'token_count = 42',
	'git commit 4678838e0f1c2b3a4d5e6f708192a3b4c5d6e7f8',
	'https://example.com/path?mail=someone@example.com',
	'sk-learn and task-force, risk-assessment-of-the-plan',
	'password: <your password>',
	join('secret: $', '{{ secrets.DEPLOY }}'),
	'-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
	'ssh://git@github.com/owner/name.git',
];

const redact = createRedactor([]);

test.each(tokens)('createRedactor: a token of %s -> nothing of it but its kind', (_name, token) => {
	const safe = redact(`before "${token}" after`);
	expect(safe).toMatch(/^before "\S*\[REDACTED]\S*" after$/);
	expect(safe).not.toContain(token.slice(-12));
});

test.each(tokens)('createRedactor: a token of %s at the end of a line of a log -> gone', (_name, token) => {
	expect(redact(`2026-01-01 ERROR request failed: ${token}\nnext`)).not.toContain(token.slice(-12));
});

test.each(phrases)('createRedactor: %s -> without the secret', (_name, text, secret) => {
	const safe = redact(text);
	expect(safe).toContain('[REDACTED]');
	expect(safe).not.toContain(secret);
});

test.each(harmless)('createRedactor: harmless %j -> unchanged', text => {
	expect(redact(text)).toBe(text);
});

const key = (kind: string, body: string): string => join('-----BEGIN ', kind, ' KEY-----\n', body, '\n-----END ', kind, ' KEY-----');

test('createRedactor: private keys, whole, cut off and inside JSON -> gone', () => {
	const body = `${mixed}\n${mixed}`;
	const block = key('RSA PRIVATE', body);
	expect(redact(`a\n${block}\nb\n${block}\nc`)).toBe('a\n[REDACTED PRIVATE KEY]\nb\n[REDACTED PRIVATE KEY]\nc');
	expect(redact(`a\n${block.slice(0, -40)}`)).toBe('a\n[REDACTED PRIVATE KEY]');
	expect(redact(JSON.stringify({block, other: 1}))).toBe('{"block":"[REDACTED PRIVATE KEY]","other":1}');
});

test('createRedactor: known values, also in addresses, JSON and base64 -> gone', () => {
	const safe = createRedactor(['p&ss "word"', 'p&ss "word" longer', 'short'])([
		'p&ss "word" longer', 'p%26ss%20%22word%22', JSON.stringify('p&ss "word"'), Buffer.from('p&ss "word"').toString('base64'), 'short',
	].join('\n'));
	expect(safe).toBe('[REDACTED]\n[REDACTED]\n"[REDACTED]"\n[REDACTED]\nshort');
});

test('createRedactor: twice -> as once', () => {
	for (const text of [...tokens.map(([, token]) => token), ...phrases.map(([, text]) => text)]) {
		expect(redact(redact(text))).toBe(redact(text));
	}
});

const nasty: ReadonlyArray<readonly [name: string, text: string]> = [
	['unclosed keys', '-----BEGIN RSA PRIVATE KEY-----\n'],
	['token', 'token'],
	['token=', 'token='],
	['eyJ with dashes', '-eyJ'],
	['eyJ with dots', 'eyJaaaaaa.'],
	['npm_', 'npm_'],
	['sk-', 'sk-'],
	['bearer', 'bearer '],
	['addresses', 'a://b:'],
	['a run of letters', 'aaaaaaaa'],
	['https://', 'https://'],
	['password :', 'password   :   '],
];

// Not a timed test: with a quadratic pattern a megabyte takes minutes, and the runner's own limit fails it.
test.each(nasty)('createRedactor: a megabyte of %s -> it ends', (_name, unit) => {
	expect(redact(unit.repeat(Math.ceil(1_000_000 / unit.length))).length).toBeGreaterThan(0);
});

test('secretsOf: an environment -> the values of what is named a secret, and no programs or paths', () => {
	expect(secretsOf({
		OPENAI_API_KEY: 'value-number-one', GH_TOKEN: 'value-number-two', DB_PASSWORD: 'value-number-three', MY_SECRET: 'value-number-one',
		SHORT_KEY: 'abc', SSH_ASKPASS: '/usr/bin/ssh-askpass', TLS_KEY_FILE: '/etc/ssl/private/key.pem', HOME: '/home/someone', EMPTY_TOKEN: undefined,
	})).toEqual(['value-number-one', 'value-number-two', 'value-number-three']);
});

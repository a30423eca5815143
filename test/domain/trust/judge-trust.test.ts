import {expect, test} from 'vitest';
import {judgeTrust, type NamedCommand, type TrustRecord} from '../../../source/domain/trust/judge-trust.js';

const record = (trusted: readonly string[], pending: readonly string[]): TrustRecord => ({
	isTrusted: command => trusted.includes(command), isPending: command => pending.includes(command),
});

const command = (tracked: boolean): NamedCommand => ({command: 'npm test', where: 'codex-autorunner.yml', tracked});

test.each<[name: string, tracked: boolean, record: TrustRecord | undefined, ok: boolean]>([
	['nobody was asked yet', false, undefined, false],
	['nobody was asked yet, and it came with a commit', true, undefined, false],
	['it came with a commit and a human said yes', true, record(['npm test'], []), true],
	['it came with a commit and is new', true, record(['other'], []), false],
	['the user wrote it', false, record([], []), true],
	['an agent wrote it', false, record([], ['npm test']), false],
	['an agent wrote it and a human said yes', false, record(['npm test'], ['npm test']), true],
	['an agent wrote it and it was committed', true, record([], ['npm test']), false],
])('judgeTrust: %s -> tracked %j, ok as it should be', (_name, tracked, given, ok) => {
	const judged = judgeTrust([command(tracked)], given);
	expect(judged).toEqual({ok, ask: ok ? [] : [command(tracked)]});
});

test('judgeTrust: no commands -> nothing to ask, also when nobody was asked before', () => {
	expect(judgeTrust([], undefined)).toEqual({ok: true, ask: []});
});

test('judgeTrust: several -> only those without a yes, in their order', () => {
	const [a, b, c] = ['a', 'b', 'c'].map(text => ({command: text, where: 'x', tracked: true}));
	expect(judgeTrust([c!, a!, b!], record(['a'], [])).ask).toEqual([c, b]);
});

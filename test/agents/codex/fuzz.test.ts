import {Buffer} from 'node:buffer';
import process from 'node:process';
import {Writable} from 'node:stream';
import {expect, test} from 'vitest';
import {declined, readQuestion} from '../../../source/agents/codex/approvals.js';
import {openConnection} from '../../../source/agents/process/json-rpc.js';
import {answers} from '../../../source/agents/codex/protocol.js';
import {translate} from '../../../source/agents/codex/translate.js';
import {newTurnView, type TurnView} from '../../../source/agents/codex/turn-view.js';
import {recording} from './replay.js';

/** Messages to spoil; `npm run test:codex` takes 100,000. */
const amount = Number(process.env.FUZZ_MESSAGES ?? '4000');

/** Dice that fall the same way each time (Lehmer). */
const dice = (seed: number) => {
	let state = seed;
	return (sides: number): number => {
		state = (state * 48_271) % 2_147_483_647;
		return state % sides;
	};
};

const oddities: readonly unknown[] = [null, 0, -1, 1e308, '', 'x', '\u0000\uD800', [], {}, [[[]]], true, {type: 'agentMessage'}, {__proto__: null, constructor: 1}, '__proto__', 'toString'];

/** The value with one part of it, wherever, made odd or taken away. */
const spoil = (value: unknown, roll: (sides: number) => number): unknown => {
	if (typeof value !== 'object' || value === null || roll(4) === 0) {
		return oddities[roll(oddities.length)];
	}

	const entries: ReadonlyArray<readonly [string, unknown]> = Object.entries(value);
	const at = roll(entries.length + 1);
	const spoiled = entries.flatMap(([key, part], index) => {
		if (index !== at) {
			return [[key, part] as const];
		}

		return roll(5) === 0 ? [] : [[roll(8) === 0 ? JSON.stringify(oddities[roll(oddities.length)]) : key, spoil(part, roll)] as const];
	});
	return Array.isArray(value) ? spoiled.map(([, part]) => part) : Object.fromEntries(spoiled);
};

const lines = function * (): Generator<Uint8Array> {
	const roll = dice(20_261_122);
	const all = ['basic', 'approvals', 'errors', 'lifecycle'].flatMap(name => recording(name)).filter(({from}) => from === 'codex').map(({message}) => message);
	for (let index = 0; index < amount; index++) {
		const text = JSON.stringify(spoil(all[roll(all.length)], roll)) ?? '';
		const line = `${roll(50) === 0 ? text.slice(0, roll(text.length + 1)) : text}\n`;
		const bytes = Buffer.from(line);
		const cut = roll(bytes.length);
		yield bytes.subarray(0, cut);
		yield bytes.subarray(cut);
	}
};

test(`codex: ${amount} spoiled messages -> nothing breaks, and the connection still hears`, {timeout: 120_000}, async () => {
	let view: TurnView = newTurnView({workspace: '/repo', threadId: '01a201e6-da5c-73e0-9129-47b27a53e897', limits: undefined});
	let heard = 0;
	const stdin = new Writable({
		write(_chunk, _encoding, done) {
			done();
		},
	});
	const stdout = (async function * () {
		for (const piece of lines()) {
			yield piece;
		}

		yield Buffer.from('{"id":1,"result":{"userAgent":"car/0.169.0 (x)"}}\n');
	})();
	const connection = openConnection({stdin, stdout});
	const asked = connection.ask('initialize', {}, answers.initialize, 100_000);
	connection.listen(async spoken => {
		heard++;
		if (spoken.type === 'request') {
			const question = readQuestion(spoken.method, spoken.params, view);
			connection.answer(spoken.id, question?.answer('deny') ?? declined(spoken.method));
		} else {
			({view} = translate(view, spoken));
		}
	});
	await connection.closed;
	const answer = await asked;
	// Some spoiled line may well have answered the request before the real answer came.
	expect(answer.ok || answer.trouble.type === 'odd' || answer.trouble.type === 'refused').toBe(true);
	expect(heard).toBeGreaterThan(amount / 2);
	expect(connection.garbage()).toBeGreaterThan(amount / 200);
	expect(view.unknown.size).toBeLessThanOrEqual(21);
});

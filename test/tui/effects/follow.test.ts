import {expect, test, vi} from 'vitest';
import type {EngineEvent} from '../../../source/engine/client/flow-client.js';
import {followEngine} from '../../../source/tui/effects/follow.js';
import {createEvents, running} from '../../support/believable.js';
import {createFakeClient} from '../../support/fake-flow-client.js';

test('followEngine: left while it follows -> ends at once, without its pause', async () => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
	try {
		const leaving = new AbortController();
		const seen: EngineEvent[] = [];
		await followEngine(createFakeClient({snapshot: running()}), message => {
			seen.push(...message.type === 'engine' ? message.events : []);
			leaving.abort();
		}, leaving.signal);
		expect(seen).toEqual([{type: 'snapshot', snapshot: running()}]);
		expect(vi.getTimerCount()).toBe(0);
	} finally {
		vi.useRealTimers();
	}
});

test('followEngine: very much at once -> others have their turn before the end of it', async () => {
	const leaving = new AbortController();
	const most = 200_000;
	const said = createEvents().say('a line\n');
	const client = {
		...createFakeClient({snapshot: running()}),
		async * follow() {
			for (let count = 0; count < most; count++) {
				yield said;
			}

			leaving.abort();
		},
	};
	let taken = 0;
	const atFirstTurn = new Promise<number>(resolve => {
		setImmediate(() => {
			resolve(taken);
		});
	});
	await followEngine(client, () => {
		taken++;
	}, leaving.signal);
	expect(taken).toBe(most);
	expect(await atFirstTurn).toBeLessThan(most);
});

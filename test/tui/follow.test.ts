import {expect, test, vi} from 'vitest';
import type {EngineEvent} from '../../source/engine/client/flow-client.js';
import {followEngine} from '../../source/tui/follow.js';
import {running} from '../support/believable.js';
import {createFakeClient} from '../support/fake-flow-client.js';

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

import {expect, test} from 'vitest';
import {createPerform} from '../../../source/tui/effects/perform.js';
import type {Message} from '../../../source/tui/message.js';
import type {Place} from '../../../source/tui/place.js';
import {running} from '../../support/believable.js';
import {createFakeClient} from '../../support/fake-flow-client.js';

const placeOf = (id: string) => {
	const drafts = new Map<string, string>();
	const client = createFakeClient({snapshot: running()});
	const place: Place = {
		id, repo: `/srv/${id}`, name: id, client, editor: ['vi'], examine: async () => [], drafts: {
			load: draft => drafts.get(draft) ?? '',
			save(draft, text) {
				drafts.set(draft, text);
				return null;
			},
			others: () => 0,
			list: () => [],
		},
	};
	return {place, client, drafts};
};

test('two places: what is asked of one -> its client does it, its drafts keep it, and the answer names it', async () => {
	const [api, web] = [placeOf('api'), placeOf('web')];
	const said: Array<readonly [string, Message]> = [];
	const heard = new Promise<void>(resolve => {
		const {perform, flush} = createPerform([api.place, web.place], {
			lend: async task => task(),
			leave: () => undefined,
			suspend: () => undefined,
			copy: () => 'nowhere',
			send(message, place) {
				said.push([place, message]);
				resolve();
			},
		});
		perform({type: 'save_draft', id: 'run-a-3', text: 'SQLite'}, 'web');
		flush();
		perform({type: 'set_done', path: 'TICKET-001.md', done: true}, 'web');
		perform({type: 'set_done', path: 'TICKET-001.md', done: true}, 'a place that is gone');
	});
	await heard;
	expect([api.client.done, web.client.done]).toEqual([[], [['TICKET-001.md', true]]]);
	expect([[...api.drafts], [...web.drafts]]).toEqual([[], [['run-a-3', 'SQLite']]]);
	expect(said).toEqual([['web', {type: 'noted', text: 'Marked done.', isTrouble: false}]]);
});

import {setImmediate} from 'node:timers/promises';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {createAttachedClient} from '../../../source/engine/client/attached-client.js';
import type {World} from '../../../source/engine/flow/flow.js';
import {openDrafts} from '../../../source/store/message/draft-files.js';
import {followEngine} from '../../../source/tui/effects/follow.js';
import {createPerform} from '../../../source/tui/effects/perform.js';
import type {Place} from '../../../source/tui/place.js';
import {App} from '../../../source/tui/screens/app.js';
import {addPlace, firstState} from '../../../source/tui/state.js';
import {createStore} from '../../../source/tui/store.js';
import {workplace, type Workplace} from '../../cli/car.js';

const world = ({env}: Workplace): World => ({
	now: () => Date.now(), elapsed: () => performance.now() / 1000, wait: async () => undefined, random: () => 0.5, env,
});

const placeOf = (id: string, repo: Workplace): Place => ({
	id, repo: repo.path, name: id, editor: ['true'], client: createAttachedClient({repo: repo.path, world: world(repo), program: 'none'}), drafts: openDrafts(repo.path), examine: async () => [],
});

/** A screen over two real repositories, `api` looked at, with everything but a terminal. */
const openScreen = (api: Workplace, web: Workplace) => {
	const places = [placeOf('api', api), placeOf('web', web)];
	const hands = createPerform(places, {
		lend: async task => task(),
		leave: () => undefined,
		suspend: () => undefined,
		copy: () => 'nowhere',
		send(message, place) {
			store.send(message, place);
		},
	});
	const store = createStore(addPlace(firstState({
		place: 'api', repoName: 'api', size: {columns: 100, rows: 20}, ascii: false, greeting: undefined, now: 0,
	}), 'web', 'web'), hands.perform);
	const {lastFrame, unmount} = render(<App subscribe={store.subscribe} read={store.shown} send={store.send} theme={{color: false}} isElsewhere={false}/>);
	const leaving = new AbortController();
	const followed = places.map(async ({id, client}) => followEngine(client, message => {
		store.send(message, id);
	}, leaving.signal));
	return {
		store,
		frame: () => lastFrame() ?? '',
		async until(isSeen: () => boolean) {
			// React draws in a microtask after each publication.
			await setImmediate();
			while (!isSeen()) {
				await new Promise<void>(resolve => {
					const stop = store.subscribe(() => {
						stop();
						resolve();
					});
				});
				await setImmediate();
			}
		},
		async close() {
			leaving.abort();
			await Promise.all(followed);
			store.close();
			hands.close();
			unmount();
			await Promise.all(places.map(async ({client}) => client.close()));
		},
	};
};

test('a screen over two repositories: each is read and changed as itself while one is looked at, what is typed stays with it, and turning to the other shows it', async () => {
	const [api, web] = await Promise.all([workplace(), workplace()]);
	const name = await api.ticket(1, {agent: 'user', done: false, title: 'Of api'});
	await web.ticket(1, {agent: 'user', done: false, title: 'Of web'});
	const before = await api.read(name);
	const screen = openScreen(api, web);
	const {store, frame, until} = screen;
	const webNow = () => store.shown().places.web;
	await until(() => frame().includes('Of api') && webNow()?.snapshot?.tickets.length === 1);
	expect(frame()).not.toContain('Of web');

	store.send({type: 'act', action: 'add'});
	store.send({type: 'line_changed', text: 'Not sent yet'});
	store.send({type: 'act', action: 'toggle_done'}, 'web');
	await until(() => webNow()?.snapshot?.tickets[0]?.done === true && webNow()?.notice?.text === 'Marked done.');
	expect(await web.read(name)).toContain('done: true');
	expect(await api.read(name)).toBe(before);
	await until(() => frame().includes('> Not sent yet'));
	expect(frame()).not.toContain('Marked done.');

	store.send({type: 'looked_at', there: 'web'});
	await until(() => frame().includes('Of web'));
	expect(frame()).toContain('Marked done.');
	expect(frame()).not.toMatch(/Of api|Not sent yet/);

	await api.ticket(2, {agent: 'user', done: false, title: 'Came meanwhile'});
	await until(() => store.shown().places.api?.snapshot?.tickets.length === 2);
	expect(frame()).not.toContain('Came meanwhile');
	store.send({type: 'looked_at', there: 'api'});
	await until(() => frame().includes('Came meanwhile'));
	expect(frame()).toContain('> Not sent yet');
	store.send({type: 'act', action: 'send'});
	await until(() => store.shown().snapshot?.tickets.length === 3);
	expect(store.shown().snapshot?.tickets.at(-1)?.title).toBe('Not sent yet');
	expect(webNow()?.snapshot?.tickets.map(ticket => ticket.title)).toEqual(['Of web']);
	await screen.close();
});

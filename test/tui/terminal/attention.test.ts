import {expect, test} from 'vitest';
import type {RepositorySnapshot} from '../../../source/engine/client/flow-client.js';
import {addPlace, firstState} from '../../../source/tui/state.js';
import {createStore} from '../../../source/tui/store.js';
import {callAttention} from '../../../source/tui/terminal/attention.js';
import {asking, question, running} from '../../support/believable.js';

const bell = '\u0007';

test('attention: a new item rings once and is in the title; the same reading again, and what waited at the start, do not', () => {
	const sent: string[] = [];
	const store = createStore(firstState({
		size: {columns: 80, rows: 24}, ascii: false, place: 'api', repoName: 'api', greeting: undefined, now: 0,
	}), () => undefined);
	const attention = callAttention(store, sequence => {
		sent.push(sequence);
	});
	const read = (snapshot: RepositorySnapshot): void => {
		store.send({type: 'engine', events: [{type: 'snapshot', snapshot}]});
		// A tick publishes at once what was read.
		store.send({type: 'ticked', now: 1});
	};

	read(running({inbox: [question({id: '1'})]}));
	read(running({inbox: [question({id: '1'})]}));
	expect(sent).toEqual(['\u001B]2;api (1 for you): running 7/12\u001B\\']);
	read(running({inbox: [question({id: '1'}), question({id: '2'})]}));
	expect(sent.at(-1)).toBe(`\u001B]2;api (2 for you): running 7/12\u001B\\${bell}`);
	read(running({inbox: [question({id: '2'})]}));
	read(running({inbox: [question({id: '1'}), question({id: '2'})]}));
	expect(sent.filter(sequence => sequence.includes(bell))).toHaveLength(1);
	read(asking({inbox: []}));
	expect(sent.at(-1)).toBe('\u001B]2;api: paused 7/12\u001B\\');
	attention.again();
	expect(sent.at(-1)).toBe('\u001B]2;api: paused 7/12\u001B\\');
	attention.stop();
	store.close();
});

test('attention: something new in a place that is not looked at -> rings once; the title is of the one that is, and turning to the other rings nothing', () => {
	const sent: string[] = [];
	const store = createStore(addPlace(firstState({
		size: {columns: 80, rows: 24}, ascii: false, place: 'api', repoName: 'api', greeting: undefined, now: 0,
	}), 'web', 'web'), () => undefined);
	const attention = callAttention(store, sequence => {
		sent.push(sequence);
	});
	const read = (place: string, snapshot: RepositorySnapshot): void => {
		store.send({type: 'engine', events: [{type: 'snapshot', snapshot}]}, place);
		store.send({type: 'ticked', now: 1});
	};

	read('web', running({inbox: [question({id: '1'})]}));
	expect(sent).toEqual([]);
	read('api', running());
	expect(sent).toEqual(['\u001B]2;api: running 7/12\u001B\\']);
	read('web', running({inbox: [question({id: '1'}), question({id: '2'})]}));
	read('web', running({inbox: [question({id: '1'}), question({id: '2'})]}));
	expect(sent.slice(1)).toEqual([bell]);
	store.send({type: 'looked_at', there: 'web'});
	expect(sent.slice(2)).toEqual(['\u001B]2;web (2 for you): running 7/12\u001B\\']);
	attention.stop();
	store.close();
});

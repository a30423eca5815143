import {expect, test} from 'vitest';
import type {EngineEvent} from '../../../source/engine/client/flow-client.js';
import {createEvents, question, running} from '../../support/believable.js';
import {tellStories} from '../../support/screen/tui-session.js';

const {start} = tellStories();

/** Said by the engine of the other repository. */
const ofWeb = (event: EngineEvent) => ({...event, place: 'web'});

test('a screen over two repositories: the one that is looked at is drawn; a question in the other one rings and moves nothing', async () => {
	const {pty, emit} = await start('running', {columns: 100, rows: 30, env: {TUI_BESIDE: '1'}});
	const events = createEvents(500);
	emit(ofWeb(createEvents(700).say('said in web\n')), events.say('said in api\n'));
	const before = await pty.waitFor('said in api');
	expect(before).not.toContain('said in web');
	expect(pty.doings()).not.toContain('bell');
	emit(ofWeb({type: 'snapshot', snapshot: running({inbox: [question({id: '1'})]})}));
	await pty.waitFor(() => pty.doings().includes('bell'));
	emit(events.say('and goes on\n'));
	const after = await pty.waitFor('and goes on');
	expect(after).not.toContain('said in web');
	expect(pty.doings().filter(doing => doing.startsWith('title') && !doing.startsWith('title api'))).toEqual([]);
	pty.type('q');
	expect(await pty.exited).toBe(0);
});

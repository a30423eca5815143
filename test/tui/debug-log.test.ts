import {readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openDebugLog} from '../../source/tui/debug-log.js';
import {firstState} from '../../source/tui/state.js';
import {createStore} from '../../source/tui/store.js';
import {running} from '../support/believable.js';
import {tempFolder} from '../support/temp-folder.js';

const first = firstState({
	size: {columns: 80, rows: 24}, ascii: false, place: 'api', repoName: 'api', greeting: undefined, now: 0,
});

test('the log of the screen: a session -> a line for each message and effect, cut to a sane length, without secrets, for nobody else to read', async () => {
	const file = path.join(await tempFolder('debug-log'), 'screen.jsonl');
	const store = createStore(first, () => undefined, {trace: openDebugLog({CAR_DEBUG_LOG: file, SERVICE_TOKEN: 'hunter2-hunter2-hunter2'})});
	store.send({type: 'engine', events: [{type: 'snapshot', snapshot: running()}]});
	store.send({type: 'act', action: 'message'});
	store.send({type: 'line_changed', text: 'use hunter2-hunter2-hunter2'});
	store.send({type: 'pasted', text: 'x'.repeat(5000)});
	const text = readFileSync(file, 'utf8');
	const lines = text.trimEnd().split('\n').map(line => JSON.parse(line) as Record<string, unknown>);
	expect(lines.map(({kind, type}) => `${String(kind)} ${String(type)}`)).toEqual([
		'message engine', 'effect load_page', 'message act', 'effect load_draft', 'message line_changed', 'effect save_draft', 'message pasted', 'effect save_draft',
	]);
	expect(lines.every(({place}) => place === 'api')).toBe(true);
	expect(lines[4]).toMatchObject({text: 'use [REDACTED]'});
	expect(lines[6]).toMatchObject({text: `${'x'.repeat(200)}... (5000)`});
	expect(text).not.toContain('hunter2');
	expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThan(5000);
	expect(lines.every(({at}) => !Number.isNaN(Date.parse(String(at))))).toBe(true);
	expect(statSync(file).mode % 0o1000).toBe(0o600);
});

test.each([{}, {CAR_DEBUG_LOG: ''}])('the log of the screen: %j -> there is none', env => {
	expect(openDebugLog(env)).toBeUndefined();
});

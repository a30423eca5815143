import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {tempFolder} from '../../support/temp-folder.js';
import {finish, untilGone} from './codex-place.js';
import {placeForTest} from './place-for-test.js';

const open = placeForTest();

/** A server of one tool, as the protocol of such servers asks for it: JSON lines on its standard streams. */
const server = String.raw`
import readline from 'node:readline';
const tool = {name: 'weather', description: 'The weather of a town', inputSchema: {type: 'object', properties: {town: {type: 'string'}}}, annotations: {readOnlyHint: process.argv[2] === 'reads'}};
const answers = {
	initialize: ({protocolVersion}) => ({protocolVersion, capabilities: {tools: {}}, serverInfo: {name: 'weather', version: '1'}}),
	'tools/list': () => ({tools: [tool]}),
	'tools/call': ({arguments: {town}}) => ({content: [{type: 'text', text: 'Rain in ' + town}]}),
};
for await (const line of readline.createInterface({input: process.stdin})) {
	const {id, method, params} = JSON.parse(line);
	if (id !== undefined) {
		const answer = answers[method];
		console.log(JSON.stringify({jsonrpc: '2.0', id, ...answer ? {result: answer(params)} : {error: {code: -32601, message: 'unknown'}}}));
	}
}
`;

/** A ticket whose agent asks the tool for the weather and is done. */
const askTheSky = async (what: 'reads' | 'writes') => {
	const file = path.join(await tempFolder('tools'), 'server.mjs');
	await writeFile(file, server);
	const here = await open(({round}) => {
		if (round === 0) {
			return [{call: 'weather', namespace: 'mcp__sky', arguments: {town: 'Oslo'}}];
		}

		return round === 1 ? [{run: finish(1)}] : [{text: 'It rains.'}];
	}, {moreCodexConfig: `[mcp_servers.sky]\ncommand = "${process.execPath}"\nargs = ["${file}", "${what}"]\n`});
	await here.ticket(1, {agent: 'codex', done: false, title: 'Ask the sky'});
	return here;
};

const call = {type: 'tool_call', name: 'sky.weather', summary: '{"town":"Oslo"}'};

test('tool server of the user\'s own configuration: a tool that only reads -> called unasked, call and result in the transcript, the server gone at the end', async () => {
	const here = await askTheSky('reads');
	const {code} = await here.car('run');
	expect([code, here.events().some(event => event.type === 'item_opened')]).toEqual([0, false]);
	expect(here.transcript(1)).toEqual(expect.arrayContaining([expect.objectContaining(call), expect.objectContaining({type: 'tool_result', ok: true, summary: 'Rain in Oslo'})]));
	await untilGone(here);
});

test.each([
	['--allow', {ok: true, summary: 'Rain in Oslo'}],
	['--deny', {ok: false, summary: 'user rejected MCP tool call'}],
])('tool server: a tool that may write, %s -> asked of the human first', async (answer, result) => {
	const here = await askTheSky('writes');
	const run = here.start('run');
	const item = await here.seen(event => event.type === 'item_opened');
	expect(item).toMatchObject({kind: 'approval', title: 'May TICKET-001 use the tool sky.weather {"town":"Oslo"}?'});
	await here.car('reply', answer);
	const {code} = await run.exited;
	expect([code, here.transcript(1).find(event => event.type === 'tool_result')]).toMatchObject([0, result]);
});

test('tool server: --full-access -> nothing is asked', async () => {
	const here = await askTheSky('writes');
	const {code} = await here.car('run', '--full-access');
	expect([code, here.events().some(event => event.type === 'item_opened'), here.transcript(1).find(event => event.type === 'tool_result')]).toMatchObject([0, false, {ok: true}]);
});

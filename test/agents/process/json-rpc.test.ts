import {Buffer} from 'node:buffer';
import {spawn, type ChildProcessWithoutNullStreams} from 'node:child_process';
import process from 'node:process';
import {PassThrough} from 'node:stream';
import {
	afterAll, describe, expect, test,
} from 'vitest';
import {openConnection, type Spoken, type Wire} from '../../../source/agents/process/json-rpc.js';
import {until} from '../living.js';

const any = {safeParse: (data: unknown) => ({success: true, data} as const)};

const isText = {safeParse: (data: unknown) => typeof data === 'string' ? {success: true, data} as const : {success: false} as const};

/** A connection whose other side is this test. */
const piped = (wire?: Wire) => {
	const [stdin, stdout] = [new PassThrough(), new PassThrough()];
	const connection = openConnection({stdin, stdout}, wire);
	const heard: Spoken[] = [];
	connection.listen(async spoken => {
		heard.push(spoken);
	});
	return {
		connection, heard, stdin, stdout, sent: () => Buffer.from(stdin.read() as Uint8Array | null ?? []).toString().split('\n').filter(line => line !== ''),
	};
};

const children: ChildProcessWithoutNullStreams[] = [];

/** A connection to a process that plays a few lines of JavaScript. */
const played = (script: string) => {
	const child = spawn(process.execPath, ['-e', String.raw`const say = value => process.stdout.write(JSON.stringify(value) + '\n'); ${script}`], {stdio: 'pipe'});
	children.push(child);
	child.stdin.on('error', () => undefined);
	return {child, connection: openConnection(child)};
};

afterAll(() => {
	for (const child of children) {
		child.kill('SIGKILL');
	}
});

const turn = async () => new Promise(resolve => {
	setImmediate(resolve);
});

describe('what comes', () => {
	const bytes = Buffer.from('{"method":"näh","params":["🚂"]}\r\n{"id":1,"result":"ja"}\n{"id":"r","method":"leave"}\n');

	test('json-rpc: lines torn at every byte -> each message once, in order', async () => {
		for (let at = 0; at <= bytes.length; at++) {
			const {connection, heard, stdout} = piped();
			const asked = connection.ask('ask', {}, any);
			stdout.write(bytes.subarray(0, at));
			await turn();
			stdout.end(bytes.subarray(at));
			expect(await asked).toEqual({ok: true, value: 'ja'});
			await connection.closed;
			expect(heard).toEqual([{type: 'notification', method: 'näh', params: ['🚂']}, {
				type: 'request', id: 'r', method: 'leave', params: undefined,
			}]);
			expect([connection.garbage(), connection.strays()]).toEqual([0, 0]);
		}
	});

	test.each([
		['a banner', 'Welcome!', 1, 0],
		['half a message', '{"id":1,"res', 1, 0],
		['two messages without a line end', '{"method":"a"}{"method":"b"}', 1, 0],
		['null', 'null', 1, 0],
		['a list', '[{"id":1,"result":"wrong"}]', 1, 0],
		['a blank line', ' \r', 0, 0],
		['no UTF-8', Buffer.from([0x7B, 0xFF, 0x7D]), 1, 0],
		['a line too long', `{"id":1,"result":"${'x'.repeat(2000)}"}`, 1, 0],
		['an id that is none', '{"id":{},"result":"wrong"}', 1, 0],
		['an error without an id', '{"id":null,"error":{"code":-32700,"message":"parse error"}}', 1, 0],
		['neither answer nor method', '{"id":1}', 1, 0],
		['the answer to another question', '{"id":7,"result":"wrong"}', 0, 1],
		['our number as a text', '{"id":"1","result":"wrong"}', 0, 1],
		['an error for another question', '{"id":7,"error":{"code":1,"message":"wrong"}}', 0, 1],
	] as const)('json-rpc: %s before the answer -> counted, and the answer is heard', async (_, line, garbage, strays) => {
		const {connection, stdout} = piped({maxBytes: 1000});
		const asked = connection.ask('ask', {}, any);
		stdout.write(line);
		stdout.write('\n{"id":1,"result":"right"}\n');
		expect(await asked).toEqual({ok: true, value: 'right'});
		expect([connection.garbage(), connection.strays()]).toEqual([garbage, strays]);
	});

	test.each([
		['null', 'null', {ok: true, value: null}],
		['a list', '[null]', {ok: true, value: [null]}],
		['false', 'false', {ok: true, value: false}],
	])('json-rpc: %s as the result -> is one', async (_, result, answer) => {
		const {connection, stdout} = piped();
		const asked = connection.ask('ask', null, any);
		stdout.write(`{"id":1,"result":${result}}\n`);
		expect(await asked).toEqual(answer);
	});

	test.each([
		['{"id":1,"error":{"code":-32601,"message":"no such method"}}', {type: 'refused', message: 'no such method'}],
		['{"id":1,"error":{}}', {type: 'refused', message: 'an error without a message'}],
		['{"id":1,"result":12}', {type: 'odd', message: 'ask was answered in a shape this version does not know'}],
	])('json-rpc: %s -> trouble', async (line, trouble) => {
		const {connection, stdout} = piped();
		const asked = connection.ask('ask', {}, isText);
		stdout.write(`${line}\n`);
		expect(await asked).toEqual({ok: false, trouble});
	});

	test('json-rpc: an answer after its time, and one that comes twice -> the first word counts, the others are counted', async () => {
		const {connection, stdout} = piped();
		const [late, twice] = [connection.ask('late', {}, any, 1), connection.ask('twice', {}, any)];
		expect(await late).toEqual({ok: false, trouble: {type: 'silent', message: 'no answer to late for 0 s'}});
		stdout.write('{"id":1,"result":"late"}\n{"id":2,"result":"one"}\n{"id":2,"result":"two"}\n');
		expect(await twice).toEqual({ok: true, value: 'one'});
		await until(() => connection.strays() === 2);
	});

	test('json-rpc: requests with any id -> answered or refused under that id', async () => {
		const {connection, heard, stdout, sent} = piped();
		stdout.write('{"id":0,"method":"a"}\n{"id":"","method":"b","params":null}\n{"id":-1.5,"method":"c","params":[1]}\n');
		await until(() => heard.length === 3);
		connection.answer(0, null);
		connection.answer('', {leave: true});
		connection.refuse(-1.5, 'not here');
		connection.listen(undefined);
		stdout.write('{"id":"last","method":"d"}\n{"method":"dropped"}\n');
		await turn();
		await turn();
		expect(sent()).toEqual([
			'{"id":0,"result":null}', '{"id":"","result":{"leave":true}}', '{"id":-1.5,"error":{"code":-32601,"message":"not here"}}', '{"id":"last","error":{"code":-32601,"message":"d is not answered now"}}',
		]);
		expect(heard.map(spoken => spoken.params)).toEqual([undefined, null, [1]]);
	});
});

describe('what is said', () => {
	test('json-rpc: with the mark and without -> in the order it was said', async () => {
		for (const [isMarked, begin] of [[false, '{'], [true, '{"jsonrpc":"2.0",']] as const) {
			const {connection, sent} = piped({isMarked});
			void connection.ask('a', [1], any);
			connection.tell('b');
			void connection.ask('c', undefined, any);
			connection.tell('d', {e: 'f'});
			await turn();
			expect(sent()).toEqual(['"id":1,"method":"a","params":[1]}', '"method":"b"}', '"id":2,"method":"c"}', '"method":"d","params":{"e":"f"}}'].map(rest => begin + rest));
		}
	});

	test('json-rpc: the other side takes nothing -> what is given up meanwhile is never sent, the rest in order', async () => {
		const stdin = new PassThrough({highWaterMark: 10});
		const connection = openConnection({stdin, stdout: new PassThrough()});
		connection.tell('fills the pipe');
		const given = new AbortController();
		const [late, cancelled] = [connection.ask('late', {}, any, 1), connection.ask('cancelled', {}, any, 1000, given.signal)];
		void connection.ask('kept', {}, any);
		connection.tell('last');
		given.abort();
		expect(await cancelled).toEqual({ok: false, trouble: {type: 'cancelled', message: 'nobody waits for the answer to cancelled any more'}});
		expect(await late).toMatchObject({trouble: {type: 'silent'}});
		expect(await connection.ask('too late', {}, any, 1000, given.signal)).toMatchObject({trouble: {type: 'cancelled'}});
		const lines: string[] = [];
		stdin.on('data', (chunk: Uint8Array) => {
			lines.push((JSON.parse(Buffer.from(chunk).toString()) as {method: string}).method);
		});
		await until(() => lines.length === 3);
		expect(lines).toEqual(['fills the pipe', 'kept', 'last']);
	});
});

describe('a process', () => {
	test('json-rpc: a process that answers out of order and asks in between -> each gets its own', async () => {
		const {connection, child} = played(`
			const asked = [];
			require('node:readline').createInterface({input: process.stdin}).on('line', line => {
				const message = JSON.parse(line);
				if (message.result) {
					say({method: 'got', params: message});
				} else {
					asked.push(message);
				}

				if (asked.length === 3) {
					say({id: 'asking', method: 'leave'});
					for (const {id, method} of asked.splice(0).reverse()) say({id, result: method});
				}
			});`);
		const heard: Spoken[] = [];
		connection.listen(async spoken => {
			heard.push(spoken);
			if (spoken.type === 'request') {
				connection.answer(spoken.id, 'granted');
			}
		});
		const answers = await Promise.all(['a', 'b', 'c'].map(async method => connection.ask(method, {}, any)));
		expect(answers).toEqual(['a', 'b', 'c'].map(value => ({ok: true, value})));
		await until(() => heard.length === 2);
		expect(heard[1]).toEqual({type: 'notification', method: 'got', params: {id: 'asking', result: 'granted'}});
		child.stdin.end();
		await connection.closed;
	});

	test('json-rpc: it dies with questions open -> each has its trouble, later ones at once', async () => {
		const {connection} = played(String.raw`process.stdin.once("data", () => { say({id: 1, result: "in time"}); process.stdout.write("{\"id\":2,\"res", () => process.kill(process.pid, "SIGKILL")); });`);
		const answers = await Promise.all(['a', 'b', 'c'].map(async method => connection.ask(method, {}, any)));
		const ended = {ok: false, trouble: {type: 'ended', message: 'the process ended before it answered'}};
		expect(answers).toEqual([{ok: true, value: 'in time'}, ended, ended]);
		await connection.closed;
		expect(await connection.ask('d', {}, any)).toEqual({ok: false, trouble: {type: 'ended', message: 'the process has ended'}});
		connection.tell('nobody');
		expect([connection.garbage(), connection.strays()]).toEqual([0, 0]);
	});

	test('json-rpc: it floods a slow listener -> it is held back, nothing is lost, and an answer in the flood is heard', async () => {
		const {connection, child} = played('for (let at = 0; at < 20000; at++) say({method: "flood", params: at}); say({id: 1, result: "done"}); for (let at = 20000; at < 40000; at++) say({method: "flood", params: at}); say({method: "end"})');
		let [heard, atOnce, most, isOver] = [0, 0, 0, false];
		connection.listen(async ({method, params}) => {
			most = Math.max(most, ++atOnce);
			isOver = method === 'end';
			heard += params === heard ? 1 : 0;
			if (heard % 1000 === 0) {
				await turn();
			}

			atOnce--;
		});
		expect(await connection.ask('wait', {}, any)).toEqual({ok: true, value: 'done'});
		await until(() => isOver);
		expect([heard, most]).toEqual([40_000, 1]);
		child.kill('SIGKILL');
		await connection.closed;
	});

	test('json-rpc: it asks without end and reads no answer -> it is not read any more, and what is asked of it has its limit', async () => {
		const {connection, child} = played(String.raw`let id = 0; const flood = () => { while (process.stdout.write(JSON.stringify({id: ++id, method: "leave"}) + "\n")); process.stdout.once("drain", flood); }; flood(); setInterval(() => {}, 1e6);`);
		let heard = 0;
		connection.listen(async ({type, ...spoken}) => {
			heard++;
			if (type === 'request' && 'id' in spoken) {
				connection.answer(spoken.id, 'x'.repeat(10_000));
			}
		});
		await until(() => heard > 1000);
		expect(await connection.ask('anything', {}, any, 300)).toMatchObject({trouble: {type: 'silent'}});
		// What fits into the pipes and may wait besides.
		expect(heard).toBeLessThan(1200);
		child.kill('SIGKILL');
		await connection.closed;
	});

	test('json-rpc: it closes its input and lives on -> what is said goes nowhere, nothing breaks', async () => {
		const {connection, child} = played('process.stdin.destroy(); require("node:fs").closeSync(0); say({method: "deaf"}); setInterval(() => {}, 1e6);');
		let isDeaf = false;
		connection.listen(async () => {
			isDeaf = true;
		});
		await until(() => isDeaf);
		for (let at = 0; at < 100; at++) {
			connection.tell('x'.repeat(10_000));
		}

		expect(await connection.ask('anything', {}, any, 200)).toMatchObject({trouble: {type: 'silent'}});
		child.kill('SIGKILL');
		await connection.closed;
	});
});

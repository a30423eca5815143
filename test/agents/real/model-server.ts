import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {json} from 'node:stream/consumers';

/** What the model says or does, one thing after the other. */
export type Move
	= | {readonly text: string}
		/** So many pieces, `w0 w1 …`. */
		| {readonly flood: number}
		| {readonly reasoning: string}
		/** A command; `because` asks to run it outside the sandbox. */
		| {readonly run: string; readonly because?: string}
		/** A tool by its name, with these arguments. */
		| {readonly call: string; readonly namespace?: string; readonly arguments: Readonly<Record<string, unknown>>}
		/** Nothing more until `release`, or until codex goes away. */
		| {readonly hold: string}
		/** The connection breaks. */
		| {readonly cut: true}
		/** The stream itself says that it failed. */
		| {readonly failed: string}
		/** No stream at all; only as the first move. */
		| {readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>>};

/** A request as the script sees it. */
export type Asked = {
	readonly model: string;
	/** All words of the human since the model last spoke, joined. */
	readonly prompt: string;
	/** Tool results since then, so that 0 is the first request of a turn. */
	readonly round: number;
	readonly result: string;
	readonly effort: string | undefined;
	/** The tools codex offers, as JSON. */
	readonly tools: string;
	/** Everything codex sends of the conversation, as text. */
	readonly whole: string;
};

export type ModelServer = {
	readonly url: string;
	readonly asked: readonly Asked[];
	readonly release: (name: string) => void;
	/** Resolves when a request that fits has come. */
	readonly heard: (fits: (asked: Asked) => boolean) => Promise<Asked>;
	readonly close: () => Promise<void>;
};

type Input = {readonly type?: string; readonly role?: string; readonly content?: unknown; readonly output?: unknown};

const textOf = (content: unknown): string => Array.isArray(content) ? content.map(part => (part as {readonly text?: string}).text ?? '').join('\n') : (typeof content === 'string' ? content : '');

const readAsked = (body: {readonly model?: string; readonly input?: readonly Input[]; readonly reasoning?: {readonly effort?: string}; readonly tools?: unknown}): Asked => {
	const input = body.input ?? [];
	const lastSpoken = input.findLastIndex(item => item.role === 'assistant' || item.type === 'function_call');
	const isResult = (item: Input) => item.type?.endsWith('_call_output') === true;
	const lastUser = input.findLastIndex(item => item.role === 'user');
	const lastTurn = input.slice(lastUser + 1);
	const results = lastTurn.filter(item => isResult(item));
	const firstWord = input.findLastIndex((item, index) => index < lastUser && item.role !== 'user');
	return {
		model: body.model ?? '',
		prompt: input.slice(firstWord + 1, lastUser + 1).map(item => textOf(item.content)).join('\n'),
		round: lastSpoken < lastUser ? 0 : results.length,
		result: textOf(results.at(-1)?.output),
		effort: body.reasoning?.effort,
		tools: JSON.stringify(body.tools ?? []),
		whole: JSON.stringify(input),
	};
};

let serial = 0;

/** Plays moves as the Responses API streams them. */
const play = async (moves: readonly Move[], response: ServerResponse, holds: Map<string, Set<() => void>>): Promise<void> => {
	const [first] = moves;
	if (first !== undefined && 'status' in first) {
		response.writeHead(first.status, {'content-type': 'application/json', ...first.headers}).end(JSON.stringify(first.body));
		return;
	}

	response.writeHead(200, {'content-type': 'text/event-stream'});
	const gone = new Promise<void>(resolve => {
		response.once('close', resolve);
	});
	const id = `resp_${++serial}`;
	const output: unknown[] = [];
	let isGone = false;
	void gone.then(() => {
		isGone = true;
	});
	const send = async (type: string, fields: Readonly<Record<string, unknown>>) => {
		if (!isGone && !response.write(`event: ${type}\ndata: ${JSON.stringify({type, ...fields})}\n\n`)) {
			await Promise.race([gone, new Promise<void>(resolve => {
				response.once('drain', resolve);
			})]);
		}
	};

	const say = async (pieces: readonly string[]) => {
		const item = {type: 'message', id: `msg_${++serial}`, role: 'assistant'};
		await send('response.output_item.added', {output_index: output.length, item: {...item, status: 'in_progress', content: []}});
		await send('response.content_part.added', {
			item_id: item.id, output_index: output.length, content_index: 0, part: {type: 'output_text', text: '', annotations: []},
		});
		for (const delta of pieces) {
			await send('response.output_text.delta', {
				item_id: item.id, output_index: output.length, content_index: 0, delta,
			});
		}

		const done = {...item, status: 'completed', content: [{type: 'output_text', text: pieces.join(''), annotations: []}]};
		await send('response.output_item.done', {output_index: output.length, item: done});
		output.push(done);
	};

	const whole = async (item: Readonly<Record<string, unknown>>) => {
		await send('response.output_item.added', {output_index: output.length, item});
		await send('response.output_item.done', {output_index: output.length, item});
		output.push(item);
	};

	await send('response.created', {response: {id, status: 'in_progress', output: []}});
	for (const move of moves) {
		if ('text' in move) {
			await say(move.text.match(/.{1,7}/gsu) ?? []);
		} else if ('flood' in move) {
			await say(Array.from({length: move.flood}, (_, index) => `w${index} `));
		} else if ('reasoning' in move) {
			const item = {
				type: 'reasoning', id: `rs_${++serial}`, summary: [{type: 'summary_text', text: move.reasoning}], encrypted_content: 'bW9jaw==',
			};
			await send('response.output_item.added', {output_index: output.length, item: {...item, summary: []}});
			await send('response.reasoning_summary_part.added', {
				item_id: item.id, output_index: output.length, summary_index: 0, part: {type: 'summary_text', text: ''},
			});
			await send('response.reasoning_summary_text.delta', {
				item_id: item.id, output_index: output.length, summary_index: 0, delta: move.reasoning,
			});
			await send('response.output_item.done', {output_index: output.length, item});
			output.push(item);
		} else if ('run' in move) {
			const args = {cmd: move.run, ...move.because === undefined ? {} : {sandbox_permissions: 'require_escalated', justification: move.because}};
			await whole({
				type: 'function_call', id: `fc_${++serial}`, status: 'completed', call_id: `call_${serial}`, name: 'exec_command', arguments: JSON.stringify(args),
			});
		} else if ('call' in move) {
			await whole({
				type: 'function_call', id: `fc_${++serial}`, status: 'completed', call_id: `call_${serial}`, name: move.call, ...move.namespace === undefined ? {} : {namespace: move.namespace}, arguments: JSON.stringify(move.arguments),
			});
		} else if ('hold' in move) {
			await Promise.race([gone, new Promise<void>(resolve => {
				holds.set(move.hold, (holds.get(move.hold) ?? new Set()).add(resolve));
			})]);
		} else if ('cut' in move) {
			response.destroy();
			return;
		} else if ('failed' in move) {
			await send('response.failed', {response: {id, status: 'failed', error: {code: 'server_error', message: move.failed}}});
			response.end();
			return;
		}
	}

	const usage = {
		input_tokens: 1200, input_tokens_details: {cached_tokens: 200}, output_tokens: 34, output_tokens_details: {reasoning_tokens: 8}, total_tokens: 1234,
	};
	await send('response.completed', {
		response: {
			id, status: 'completed', output, usage,
		},
	});
	response.end();
};

/** A model on this machine: each request of codex is answered by the moves that the script says. Loopback only. */
export const startModelServer = async (script: (asked: Asked) => readonly Move[]): Promise<ModelServer> => {
	const asked: Asked[] = [];
	const holds = new Map<string, Set<() => void>>();
	const listeners = new Set<() => void>();
	const answer = async (request: IncomingMessage, response: ServerResponse) => {
		if (request.method !== 'POST' || request.url?.endsWith('/responses') !== true) {
			response.writeHead(404).end('{}');
			return;
		}

		const one = readAsked(await json(request) as Parameters<typeof readAsked>[0]);
		asked.push(one);
		for (const listener of listeners) {
			listener();
		}

		await play(script(one), response, holds);
	};

	const server = createServer((request, response) => {
		answer(request, response).catch(() => response.destroy());
	});
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const {port} = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		asked,
		release(name) {
			for (const go of holds.get(name) ?? []) {
				go();
			}

			holds.delete(name);
		},
		heard: async fits => new Promise(resolve => {
			const look = () => {
				const found = asked.find(one => fits(one));
				if (found !== undefined) {
					listeners.delete(look);
					resolve(found);
				}
			};

			listeners.add(look);
			look();
		}),
		async close() {
			server.closeAllConnections();
			await new Promise(resolve => {
				server.close(resolve);
			});
		},
	};
};

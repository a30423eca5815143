import type {SpawnedAgent} from './spawn-agent.js';
import {readMessage, type Incoming, type RequestId} from './json-rpc-message.js';
import {createLineSplitter} from './line-splitter.js';

/** What came instead of an answer. `ended`: the process is gone; `silent`: nothing came in time; `refused`: an error of the other side; `odd`: an answer of another shape; `cancelled`: nobody waits for it any more. */
export type Trouble = {readonly type: 'ended' | 'silent' | 'refused' | 'odd' | 'cancelled'; readonly message: string};

export type Answer<Value> = {readonly ok: true; readonly value: Value} | {readonly ok: false; readonly trouble: Trouble};

type Shape<Value> = {readonly safeParse: (value: unknown) => {readonly success: true; readonly data: Value} | {readonly success: false}};

/** What the other side says by itself: a notification, or a request of its own. */
export type Spoken = Extract<Incoming, {type: 'notification' | 'request'}>;

/** Hears what is said, one at a time; while it has not resolved nothing more is read, so a slow listener slows the process. */
export type Listener = (spoken: Spoken) => Promise<void>;

export type Connection = {
	/** Never rejects. `patience` in milliseconds; a question that is given up before the process took it is not sent. */
	readonly ask: <Value>(method: string, params: unknown, shape: Shape<Value>, patience?: number, signal?: AbortSignal) => Promise<Answer<Value>>;
	readonly tell: (method: string, params?: unknown) => void;
	readonly answer: (id: RequestId, result: unknown) => void;
	readonly refuse: (id: RequestId, message: string) => void;
	/** Only one hears at a time; without one, requests are refused and notifications dropped. */
	readonly listen: (listener: Listener | undefined) => void;
	/** The output came to its end. */
	readonly closed: Promise<void>;
	/** Lines that were no message of the protocol so far, or too long. */
	readonly garbage: () => number;
	/** Answers nobody waited for so far: twice, too late, to no question of ours. */
	readonly strays: () => number;
};

export type Wire = {
	/** Whether each message says `jsonrpc: "2.0"`; what comes is read with and without. */
	readonly isMarked?: boolean;
	/** Bytes of the longest line that is read. */
	readonly maxBytes?: number;
};

const defaultPatience = 30_000;

const methodNotFound = -32_601;

/** So many messages may wait for a process that does not read; then it is not read either. */
const mostWaiting = 1000;

type Settled = Extract<Incoming, {type: 'result' | 'error'}> | Trouble;

/**
 * JSON-RPC in lines over the pipes of a started process, both ways at once: every question of ours has exactly one answer or trouble, in time, whatever the process says, does not say, or dies of;
 * what it says is heard in its order, what we say arrives in ours, and neither side can fill our memory. Our ids count from 1, its own are whatever it likes.
 */
export const openConnection = ({stdin, stdout}: Pick<SpawnedAgent, 'stdin' | 'stdout'>, {isMarked = false, maxBytes}: Wire = {}): Connection => {
	const pending = new Map<RequestId, (settled: Settled) => void>();
	const splitter = createLineSplitter(maxBytes === undefined ? {} : {maxBytes});
	const counts = {
		id: 0, garbage: 0, strays: 0, waiting: 0,
	};
	let listener: Listener | undefined;
	let isClosed = false;
	let said = Promise.resolve();
	let resume: () => void = () => undefined;
	const wake = () => {
		resume();
	};

	stdin.on('drain', wake).on('close', wake);

	const write = async (before: Promise<void>, message: Readonly<Record<string, unknown>>, isWanted: () => boolean): Promise<void> => {
		await before;
		if (!isClosed && stdin.writable && isWanted() && !stdin.write(`${JSON.stringify(isMarked ? {jsonrpc: '2.0', ...message} : message)}\n`)) {
			await new Promise<void>(resolve => {
				resume = resolve;
			});
		}

		counts.waiting--;
	};

	const say = (message: Readonly<Record<string, unknown>>, isWanted = () => true): void => {
		counts.waiting++;
		said = write(said, message, isWanted);
	};

	const refuse = (id: RequestId, message: string): void => {
		say({id, error: {code: methodNotFound, message}});
	};

	const receive = async (line: string): Promise<void> => {
		const incoming = readMessage(line);
		switch (incoming.type) {
			case 'garbage': {
				counts.garbage += line.trim() === '' ? 0 : 1;
				return;
			}

			case 'result':
			case 'error': {
				const settle = pending.get(incoming.id);
				counts.strays += settle === undefined ? 1 : 0;
				settle?.(incoming);
				return;
			}

			case 'notification':
			case 'request': {
				if (listener !== undefined) {
					await listener(incoming);
				} else if (incoming.type === 'request') {
					refuse(incoming.id, `${incoming.method} is not answered now`);
				}

				return;
			}

			default: {
				incoming satisfies never;
			}
		}
	};

	const close = (): void => {
		isClosed = true;
		wake();
		for (const settle of pending.values()) {
			settle({type: 'ended', message: 'the process ended before it answered'});
		}
	};

	const pump = async (): Promise<void> => {
		try {
			for await (const chunk of stdout) {
				for (const line of splitter.push(chunk)) {
					await receive(line);
					if (counts.waiting > mostWaiting) {
						await said;
					}
				}
			}
		} finally {
			close();
		}
	};

	/** What came to a question, once. */
	const settle = async (message: {readonly id: number; readonly method: string; readonly params: unknown}, patience: number, signal: AbortSignal | undefined): Promise<Settled> => new Promise(resolve => {
		const cancel = () => {
			finish({type: 'cancelled', message: `nobody waits for the answer to ${message.method} any more`});
		};

		const timer = setTimeout(() => {
			finish({type: 'silent', message: `no answer to ${message.method} for ${Math.round(patience / 1000)} s`});
		}, patience);
		const finish = (settled: Settled) => {
			pending.delete(message.id);
			clearTimeout(timer);
			signal?.removeEventListener('abort', cancel);
			resolve(settled);
		};

		if (isClosed) {
			finish({type: 'ended', message: 'the process has ended'});
		} else if (signal?.aborted === true) {
			cancel();
		} else {
			signal?.addEventListener('abort', cancel);
			pending.set(message.id, finish);
			say(message, () => pending.has(message.id));
		}
	});

	return {
		async ask(method, params, shape, patience, signal) {
			const settled = await settle({id: ++counts.id, method, params}, patience ?? defaultPatience, signal);
			if (settled.type === 'result') {
				const read = shape.safeParse(settled.result);
				return read.success ? {ok: true, value: read.data} : {ok: false, trouble: {type: 'odd', message: `${method} was answered in a shape this version does not know`}};
			}

			return {ok: false, trouble: settled.type === 'error' ? {type: 'refused', message: settled.message} : settled};
		},
		tell(method, params) {
			say({method, params});
		},
		answer(id, result) {
			say({id, result});
		},
		refuse,
		listen(next) {
			listener = next;
		},
		closed: pump(),
		garbage: () => counts.garbage + splitter.dropped(),
		strays: () => counts.strays,
	};
};

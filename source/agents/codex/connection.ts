import type {SpawnedAgent} from '../process/spawn-agent.js';
import {createLineSplitter} from '../process/line-splitter.js';
import {readMessage, type Incoming, type RequestId} from './read-message.js';

/** What came instead of an answer. `ended`: the process is gone; `silent`: nothing came in time; `refused`: an error of the other side; `odd`: an answer of another shape. */
export type Trouble = {readonly type: 'ended' | 'silent' | 'refused' | 'odd'; readonly message: string};

export type Answer<Value> = {readonly ok: true; readonly value: Value} | {readonly ok: false; readonly trouble: Trouble};

type Shape<Value> = {readonly safeParse: (value: unknown) => {readonly success: true; readonly data: Value} | {readonly success: false}};

/** What the other side says by itself: a notification, or a request of its own. */
export type Spoken = Extract<Incoming, {type: 'notification' | 'request'}>;

/** Hears what is said, one at a time; while it has not resolved nothing more is read, so a slow listener slows the process. */
export type Listener = (spoken: Spoken) => Promise<void>;

export type Connection = {
	/** Never rejects. `patience` in milliseconds. */
	readonly ask: <Value>(method: string, params: unknown, shape: Shape<Value>, patience?: number) => Promise<Answer<Value>>;
	readonly tell: (method: string) => void;
	readonly answer: (id: RequestId, result: unknown) => void;
	readonly refuse: (id: RequestId, message: string) => void;
	/** Only one hears at a time; without one, requests are refused and notifications dropped. */
	readonly listen: (listener: Listener | undefined) => void;
	/** The output came to its end. */
	readonly closed: Promise<void>;
	/** Lines that were no message of the protocol so far, or too long. */
	readonly garbage: () => number;
};

const defaultPatience = 30_000;

const methodNotFound = -32_601;

type Pending = {readonly settle: (incoming: Extract<Incoming, {type: 'result' | 'error'}> | Trouble) => void};

/** Speaks JSON lines with a started process: requests of ours with ids from 1, its requests with whatever ids it likes. */
export const openConnection = (agent: Pick<SpawnedAgent, 'stdin' | 'stdout'>): Connection => {
	const pending = new Map<RequestId, Pending>();
	const splitter = createLineSplitter();
	let lastId = 0;
	let garbage = 0;
	let listener: Listener | undefined;
	let isClosed = false;

	const write = (message: Readonly<Record<string, unknown>>): void => {
		if (!isClosed && agent.stdin.writable) {
			agent.stdin.write(`${JSON.stringify(message)}\n`);
		}
	};

	const refuse = (id: RequestId, message: string): void => {
		write({id, error: {code: methodNotFound, message}});
	};

	const receive = async (line: string): Promise<void> => {
		const incoming = readMessage(line);
		switch (incoming.type) {
			case 'garbage': {
				garbage += line.trim() === '' ? 0 : 1;
				return;
			}

			case 'result':
			case 'error': {
				// Answers nobody waits for (twice, too late, wrong id) are dropped.
				pending.get(incoming.id)?.settle(incoming);
				return;
			}

			case 'notification':
			case 'request': {
				if (listener !== undefined) {
					await listener(incoming);
				} else if (incoming.type === 'request') {
					refuse(incoming.id, 'no turn is running');
				}

				return;
			}

			default: {
				incoming satisfies never;
			}
		}
	};

	const pump = async (): Promise<void> => {
		for await (const chunk of agent.stdout) {
			for (const line of splitter.push(chunk)) {
				await receive(line);
			}
		}

		isClosed = true;
		for (const {settle} of pending.values()) {
			settle({type: 'ended', message: 'the process ended before it answered'});
		}
	};

	return {
		async ask(method, params, shape, patience = defaultPatience) {
			const id = ++lastId;
			const incoming = await new Promise<Parameters<Pending['settle']>[0]>(resolve => {
				if (isClosed) {
					resolve({type: 'ended', message: 'the process has ended'});
					return;
				}

				const timer = setTimeout(() => {
					resolve({type: 'silent', message: `no answer to ${method} for ${Math.round(patience / 1000)} s`});
				}, patience);
				pending.set(id, {
					settle(settled) {
						clearTimeout(timer);
						resolve(settled);
					},
				});
				write({id, method, params});
			});
			pending.delete(id);
			if (incoming.type === 'result') {
				const read = shape.safeParse(incoming.result);
				return read.success ? {ok: true, value: read.data} : {ok: false, trouble: {type: 'odd', message: `${method} was answered in a shape this version does not know`}};
			}

			return {ok: false, trouble: incoming.type === 'error' ? {type: 'refused', message: incoming.message} : incoming};
		},
		tell(method) {
			write({method});
		},
		answer(id, result) {
			write({id, result});
		},
		refuse,
		listen(next) {
			listener = next;
		},
		closed: pump(),
		garbage: () => garbage + splitter.dropped(),
	};
};

export type RequestId = string | number;

/** One line of the app-server: who speaks to whom. Ids of both sides are separate spaces, and 0 is one. */
export type Incoming
	= | {readonly type: 'notification'; readonly method: string; readonly params: unknown}
		| {readonly type: 'request'; readonly id: RequestId; readonly method: string; readonly params: unknown}
		| {readonly type: 'result'; readonly id: RequestId; readonly result: unknown}
		| {readonly type: 'error'; readonly id: RequestId; readonly code: number; readonly message: string}
		| {readonly type: 'garbage'};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isId = (value: unknown): value is RequestId => typeof value === 'string' || typeof value === 'number';

const garbage: Incoming = {type: 'garbage'};

/** Reads one line. What is no message of the protocol (a banner, half a line) is garbage; it never throws. */
export const readMessage = (line: string): Incoming => {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return garbage;
	}

	if (!isRecord(value)) {
		return garbage;
	}

	const {id, method, params, result, error} = value;
	if (typeof method === 'string') {
		if (id === undefined) {
			return {type: 'notification', method, params};
		}

		return isId(id)
			? {
				type: 'request', id, method, params,
			}
			: garbage;
	}

	if (!isId(id)) {
		return garbage;
	}

	if (isRecord(error)) {
		return {
			type: 'error', id, code: typeof error.code === 'number' ? error.code : 0, message: typeof error.message === 'string' ? error.message : 'an error without a message',
		};
	}

	return 'result' in value ? {type: 'result', id, result} : garbage;
};

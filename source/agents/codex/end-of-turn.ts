import type {AgentEnd} from '../../domain/event/agent-event.js';
import type {RateLimits, TurnError} from './protocol.js';

type Retry = Extract<AgentEnd, {type: 'failed'}>['retry'];

/** The one word of an error's kind, and the HTTP status if it has one. */
const kindOf = ({codexErrorInfo: info, message}: TurnError): {readonly word: string; readonly status: number | undefined} => {
	const written = /(?:unexpected|last) status:? (?<status>\d{3})/v.exec(message)?.groups?.status;
	const status = written === undefined ? undefined : Number(written);
	if (typeof info === 'string') {
		return {word: info, status};
	}

	const [[word, detail] = ['other', undefined]] = Object.entries(info ?? {});
	const code = typeof detail === 'object' && detail !== null && 'httpStatusCode' in detail ? detail.httpStatusCode : undefined;
	return {word, status: typeof code === 'number' ? code : status};
};

/** Words that settle it whatever the status says. */
const retryByWord: Readonly<Record<string, Retry>> = {
	usageLimitExceeded: 'limit',
	rateLimitExceeded: 'limit',
	unauthorized: 'never',
	badRequest: 'never',
	contextWindowExceeded: 'never',
	sessionBudgetExceeded: 'never',
	modelNotFound: 'never',
	sandboxError: 'never',
	serverOverloaded: 'transient',
	internalServerError: 'transient',
	flexUnavailable: 'transient',
	policyCapacityUnavailable: 'transient',
};

const connectionWords: ReadonlySet<string> = new Set(['httpConnectionFailed', 'responseStreamConnectionFailed', 'responseStreamDisconnected', 'responseTooManyFailedAttempts']);

const retryOf = ({word, status}: ReturnType<typeof kindOf>, message: string): Retry => {
	const byWord = retryByWord[word];
	if (byWord !== undefined) {
		return byWord;
	}

	if (status === 429) {
		return 'limit';
	}

	if (status !== undefined) {
		return status >= 500 || status === 408 || status === 425 ? 'transient' : 'never';
	}

	// A stream that broke off, or a `response.failed` in it, has no status.
	return connectionWords.has(word) || message.startsWith('stream disconnected') ? 'transient' : 'never';
};

/** When a used-up limit is over: the latest reset among the windows that are full. ISO 8601; undefined when codex does not say. */
export const resetOf = (limits: RateLimits | undefined): string | undefined => {
	const resets = [limits?.primary, limits?.secondary].flatMap(window => typeof window?.resetsAt === 'number' && window.usedPercent >= 100 ? [window.resetsAt] : []);
	const latest = Math.max(...resets);
	return resets.length === 0 || latest > 1e11 ? undefined : new Date(latest * 1000).toISOString();
};

/** The words of an API's error, where the message is its raw body. */
const plainMessage = (message: string): string => {
	try {
		const body: unknown = JSON.parse(message);
		const error: unknown = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
		return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string' ? error.message : message;
	} catch {
		return message;
	}
};

const hintOf = ({word, status}: ReturnType<typeof kindOf>, retry: Retry): readonly string[] => {
	if (word === 'unauthorized' || status === 401 || status === 403) {
		return ['codex is not logged in, or its key is not accepted: codex login, or set the key of its provider'];
	}

	return word === 'modelNotFound' && retry === 'never' ? ['name another model in the ticket or in agents.codex.model'] : [];
};

/** The end of a turn that codex says has failed, with what can help. */
export const failedEnd = (error: TurnError | null | undefined, limits: RateLimits | undefined): AgentEnd => {
	if (error === null || error === undefined) {
		return {type: 'failed', message: 'codex says that the turn failed, and not why', retry: 'transient'};
	}

	const kind = kindOf(error);
	const retry = retryOf(kind, error.message);
	const until = retry === 'limit' ? resetOf(limits) : undefined;
	return {
		type: 'failed',
		message: [plainMessage(error.message), ...hintOf(kind, retry)].join('\n'),
		retry,
		...until === undefined ? {} : {until},
	};
};

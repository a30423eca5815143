import {openSync, writeSync} from 'node:fs';
import {createRedactor, secretsOf} from '../domain/text/redact.js';
import type {Effect} from './effect.js';
import type {Message} from './message.js';
import type {PlaceId} from './place.js';

/** Sees each message before `update` takes it, and each effect before it is done, with the place they belong to. */
export type Trace = (kind: 'message' | 'effect', what: Message | Effect, place: PlaceId) => void;

const longestText = 200;
const mostEntries = 20;
const longestLine = 4000;

/**
 * The log of the screen: with `CAR_DEBUG_LOG=FILE` every message into `update` and every effect out of it is a line of JSON at the end of FILE:
 * `at`, `kind` (message or effect), `place`, `type`, and what it says, long texts and lists cut, secrets taken out. `tail -f FILE | jq -c .` is a screen's
 * life as it happens. It holds what is typed, so nobody else can read a file that is made for it. Undefined, and so at no cost, without the variable.
 */
export const openDebugLog = (env: Readonly<Record<string, string | undefined>>): Trace | undefined => {
	const file = env.CAR_DEBUG_LOG ?? '';
	if (file === '') {
		return undefined;
	}

	const fd = openSync(file, 'a', 0o600);
	const redact = createRedactor(secretsOf(env));
	const cutText = (text: string): string => text.length > longestText ? `${redact(text.slice(0, longestLine)).slice(0, longestText)}... (${text.length})` : redact(text);
	const cut = (_key: string, value: unknown): unknown => {
		if (Array.isArray(value) && value.length > mostEntries) {
			return [...value.slice(0, mostEntries) as readonly unknown[], `... (${value.length})`];
		}

		return typeof value === 'string' ? cutText(value) : value;
	};

	return (kind, what, place) => {
		const head = {at: new Date().toISOString(), kind, place};
		const line = JSON.stringify({...head, ...what}, cut);
		writeSync(fd, `${line.length > longestLine ? JSON.stringify({...head, type: what.type, cut: line.slice(0, longestLine)}) : line}\n`);
	};
};

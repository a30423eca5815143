import {fileName} from '../../domain/words/short-words.js';
import type {InboxEntry, ReplyReceipt} from '../../engine/client/flow-client.js';
import type {InboxItem} from '../../domain/event/flow-event.js';
import {momentOf} from '../../domain/words/times.js';
import {
	faint, strong, warning, type Line,
} from '../output.js';
import {widthOf} from '../../domain/words/width.js';
import {wrapped} from './cells.js';

/** What kind of thing waits, in words. */
export const kindWords: Readonly<Record<InboxItem['kind'], string>> = {
	question: 'question',
	approval: 'permission',
	user_ticket: 'your ticket',
	broken: 'broken',
	commit: 'commit refused',
	verify: 'check fails',
	loop: 'no progress',
	limit: 'turn limit',
	outcome: 'unknown outcome',
	agent: 'agent trouble',
	tampering: 'tampering',
};

const bodyLines = (body: string, columns: number): readonly Line[] => body.trim() === ''
	? []
	: body.trimEnd().split('\n').flatMap(line => widthOf(line) <= columns - 2 ? [`  ${line}`] : wrapped(line, columns - 2).map(part => `  ${part}`));

const entryLines = (entry: InboxEntry, now: Date, columns: number): readonly Line[] => [
	[strong(entry.id), '  ', warning(kindWords[entry.kind]), `  since ${momentOf(entry.since, now)}`, entry.ticket === null ? '' : `  ${fileName(entry.ticket)}`],
	...wrapped(entry.title, columns - 2).map((line): Line => ['  ', strong(line)]),
	...bodyLines(entry.body, columns),
	...entry.attachments.map(path => `  attached: ${path}`),
	...entry.replies.map(reply => `  your reply ${reply.number}: ${reply.title ?? reply.body.trim().split('\n', 1)[0] ?? ''}`),
	...wrapped(`next: ${entry.next}`, columns - 2).map((line): Line => [faint(`  ${line}`)]),
];

const receiptLine = ({reply, state, turn}: ReplyReceipt): Line => {
	switch (state) {
		case 'queued': {
			return `reply ${reply}: queued for the next turn`;
		}

		case 'delivered': {
			return `reply ${reply}: delivered in turn ${turn ?? '?'}`;
		}

		case 'answered': {
			return `reply ${reply}: answered`;
		}

		default: {
			return state satisfies never;
		}
	}
};

/** What `car inbox` prints: each item with all it takes to answer it, and what became of replies under way. */
export const inboxText = (inbox: readonly InboxEntry[], receipts: readonly ReplyReceipt[], {now, columns}: {readonly now: Date; readonly columns: number}): readonly Line[] => [
	...inbox.length === 0 ? ['Nothing waits for you.'] : inbox.flatMap((entry, index) => [...index === 0 ? [] : [''], ...entryLines(entry, now, columns)]),
	...receipts.filter(({state}) => state !== 'answered').map(receipt => receiptLine(receipt)),
];

import {inboxWords, receiptWords} from '../../domain/words/inbox-words.js';
import {fileName} from '../../domain/words/short-words.js';
import type {InboxEntry, ReplyReceipt} from '../../engine/client/flow-client.js';
import {choiceLines} from '../../domain/message/choice-lines.js';
import {momentOf} from '../../domain/words/times.js';
import {
	faint, strong, warning, type Line,
} from '../output.js';
import {widthOf} from '../../domain/words/width.js';
import {wrapped} from './cells.js';

const bodyLines = (body: string, columns: number): readonly Line[] => body.trim() === ''
	? []
	: body.trimEnd().split('\n').flatMap(line => widthOf(line) <= columns - 2 ? [`  ${line}`] : wrapped(line, columns - 2).map(part => `  ${part}`));

const entryLines = (entry: InboxEntry, now: Date, columns: number): readonly Line[] => [
	[strong(entry.id), '  ', warning(inboxWords[entry.kind].asNoun ?? inboxWords[entry.kind].inList), `  since ${momentOf(entry.since, now)}`, entry.ticket === null ? '' : `  ${fileName(entry.ticket)}`],
	...wrapped(entry.title, columns - 2).map((line): Line => ['  ', strong(line)]),
	...bodyLines(entry.body, columns),
	...bodyLines(choiceLines(entry.choices).join('\n'), columns),
	...entry.attachments.map(path => `  attached: ${path}`),
	...entry.replies.map(reply => `  your reply ${reply.number}: ${reply.title ?? reply.body.trim().split('\n', 1)[0] ?? ''}`),
	...wrapped(`next: ${entry.next}`, columns - 2).map((line): Line => [faint(`  ${line}`)]),
];

const receiptLine = ({reply, state, turn}: ReplyReceipt): Line => `reply ${reply}: ${receiptWords(state, turn)}${state === 'queued' ? ' for the next turn' : ''}`;

/** What `car inbox` prints: each item with all it takes to answer it, and what became of replies under way. */
export const inboxText = (inbox: readonly InboxEntry[], receipts: readonly ReplyReceipt[], {now, columns}: {readonly now: Date; readonly columns: number}): readonly Line[] => [
	...inbox.length === 0 ? ['Nothing waits for you.'] : inbox.flatMap((entry, index) => [...index === 0 ? [] : [''], ...entryLines(entry, now, columns)]),
	...receipts.filter(({state}) => state !== 'answered').map(receipt => receiptLine(receipt)),
];

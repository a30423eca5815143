import {fileName} from '../../../domain/words/short-words.js';
import {sanitise, sanitiseLine} from '../../../domain/text/sanitise.js';
import type {MessageText} from '../../../engine/client/flow-client.js';
import type {Page} from '../../page.js';
import {clockOf} from '../../../domain/words/times.js';
import {byDay} from './by-day.js';
import {
	emptyLine, wrapped, type PageLine,
} from './page-line.js';
import {receiptOf} from './ticket-page.js';

const headWords = {asks: 'The agent asks you', tells: 'The agent tells you', reply: 'You'} as const;

const headOf = (message: MessageText): string => {
	const place = message.kind === 'reply' ? receiptOf(message) : `in turn ${message.turn ?? '?'}`;
	const title = message.kind === 'reply' ? '' : `: ${sanitiseLine(message.title)}`;
	return `${clockOf(message.at)} ${headWords[message.kind]}${title}${place === '' ? '' : ` (${place})`}`;
};

/** A message with its whole text; its files lead to what is in them. */
const messageLines = (message: MessageText, width: number): readonly PageLine[] => [
	...wrapped(headOf(message), width, {style: message.kind === 'asks' ? 'warn' : 'strong'}),
	...sanitise(message.body).trimEnd().split('\n').flatMap(line => wrapped(line, width)),
	...message.attachments.flatMap(path => wrapped(`  file: ${fileName(path)}`, width, {style: 'accent', target: {type: 'page', request: {type: 'file', path}}, indent: 2})),
];

/** All messages about a ticket, oldest first: the agent's and the human's as one conversation. */
export const talkLines = (page: Page, width: number, now: number): readonly PageLine[] => {
	if (page.data?.type !== 'talk') {
		return [];
	}

	const {messages} = page.data;
	return messages.length === 0
		? wrapped('Nothing was said about this ticket yet: no message of an agent, no reply of yours.', width)
		: byDay(messages, now, (message, index) => [...index === 0 ? [] : [emptyLine], ...messageLines(message, width)]);
};

/** One message. */
export const messagePageLines = (page: Page, width: number, now: number): readonly PageLine[] => {
	if (page.data?.type !== 'message') {
		return [];
	}

	const {message} = page.data;
	return message === undefined ? wrapped('This message is not on the disk any more.', width) : byDay([message], now, one => messageLines(one, width));
};

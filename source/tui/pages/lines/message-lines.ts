import {clockOf} from '../../../domain/words/times.js';
import {sanitise, sanitiseLine} from '../../../domain/text/sanitise.js';
import type {MessageText, MessageView} from '../../../engine/client/flow-client.js';
import {wrapped, type PageLine} from './page-line.js';

const receiptWords = {queued: 'queued, no turn was given it yet', delivered: 'delivered', answered: 'answered'} as const;

/** How a reply stands, after its arrow; empty for a dispatch. */
export const receiptOf = ({receipt, turn}: MessageView): string => {
	if (receipt === null) {
		return '';
	}

	return receipt === 'queued' ? receiptWords.queued : `${receiptWords[receipt]} in turn ${turn ?? '?'}`;
};

const headWords = {asks: 'The agent asks you', tells: 'The agent tells you', reply: 'You'} as const;

const headOf = (message: MessageText): string => {
	const place = message.kind === 'reply' ? receiptOf(message) : `in turn ${message.turn ?? '?'}`;
	const title = message.kind === 'reply' ? '' : `: ${sanitiseLine(message.title)}`;
	return `${clockOf(message.at)} ${headWords[message.kind]}${title}${place === '' ? '' : ` (${place})`}`;
};

/** A message with its whole text; its files lead to what is in them. */
export const messageLines = (message: MessageText, width: number): readonly PageLine[] => [
	...wrapped(headOf(message), width, {style: message.kind === 'asks' ? 'warn' : 'strong'}),
	...sanitise(message.body).trimEnd().split('\n').flatMap(line => wrapped(line, width)),
	...message.attachments.flatMap(path => wrapped(`  file: ${path.slice(path.lastIndexOf('/') + 1)}`, width, {style: 'accent', target: {type: 'page', request: {type: 'file', path}}, indent: 2})),
];

import {decodeLine} from '../domain/event/codec.js';
import type {LogLine} from '../domain/event/flow-event.js';
import {readLines} from './event-log-file.js';

/** Reads what was added to a log since the last call; a torn last line waits until it is whole. */
export type FollowedFile = {readonly read: () => readonly LogLine[]};

export const followFile = (file: string): FollowedFile => {
	let offset = 0;
	return {
		read() {
			const lines: LogLine[] = [];
			({offset} = readLines(file, offset, text => {
				const decoded = decodeLine(text);
				if (decoded.type === 'event') {
					lines.push(decoded.event);
				}
			}));
			return lines;
		},
	};
};

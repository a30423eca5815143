import {decodeLine} from '../../domain/event/codec.js';
import type {LogLine} from '../../domain/event/flow-event.js';
import {openTranscript, leafBytes} from './transcript-file.js';
import {readLines} from './event-log-file.js';

const tailOf = (file: string, bytes: number): number => {
	if (bytes === Number.POSITIVE_INFINITY) {
		return 0;
	}

	const transcript = openTranscript(file);
	try {
		const leaf = Math.max(0, Math.min(transcript.last(), Math.ceil((transcript.size() - bytes) / leafBytes)));
		return transcript.begin(leaf) ?? 0;
	} finally {
		transcript.close();
	}
};

/** Reads what was added to a log since the last call; a torn last line waits until it is whole. */
export type FollowedFile = {readonly read: () => readonly LogLine[]};

/** `tailBytes`: of what is there already only about so much of the end is read, from the beginning of a line the agent said. */
export const followFile = (file: string, tailBytes = Number.POSITIVE_INFINITY): FollowedFile => {
	let offset = tailOf(file, tailBytes);
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

import type {Message} from '../message.js';
import type {PageRequest} from '../page.js';
import type {PageSources} from '../pages/page-record.js';
import {recordOf} from '../pages/page-records.js';
import {sentenceOf} from './error-words.js';

/** Reads what a page shows. What cannot be read is said in its place. */
export const loadPage = async (sources: PageSources, send: (message: Message) => void, request: PageRequest): Promise<void> => {
	try {
		const data = await recordOf(request).load?.(sources, request);
		if (data !== undefined) {
			send({type: 'page_loaded', request, data});
		}
	} catch (error) {
		send({type: 'page_failed', request, message: sentenceOf(error)});
	}
};

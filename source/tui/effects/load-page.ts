import {UserError} from '../../domain/user-error.js';
import type {Message} from '../message.js';
import type {PageRequest} from '../page.js';
import type {PageSources} from '../pages/page-record.js';
import {recordOf} from '../pages/page-records.js';
import {inKeys} from '../text/in-keys.js';
import {sentence} from '../text/words.js';

/** Reads what a page shows. What cannot be read is said in its place. */
export const loadPage = async (sources: PageSources & {readonly send: (message: Message) => void}, request: PageRequest): Promise<void> => {
	try {
		const data = await recordOf(request).load?.(sources, request);
		if (data !== undefined) {
			sources.send({type: 'page_loaded', request, data});
		}
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		sources.send({type: 'page_failed', request, message: sentence(message, error instanceof UserError ? inKeys(error.hint) : '')});
	}
};

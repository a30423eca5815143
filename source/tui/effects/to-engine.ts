import type {CheckLine, FlowClient} from '../../engine/client/flow-client.js';
import type {EnginePerformers} from '../effect.js';
import type {Message} from '../message.js';
import {recordOf} from '../pages/page-records.js';
import type {Place} from '../place.js';
import {inKeys} from '../text/in-keys.js';
import {sentenceOf, wordsOf} from './error-words.js';

/** A check that cannot be made is a red line of its own: the card never waits for ever. */
const checkOrSay = async (client: FlowClient): Promise<readonly CheckLine[]> => {
	try {
		return await client.check();
	} catch (error) {
		const {message, hint} = wordsOf(error);
		return [{
			level: 'bad', name: 'check', text: message, mend: hint,
		}];
	}
};

/** Asks the engine of a place. Commands and starts answer in their own messages, so that the input they came from stays as it was when they fail. */
export const toEngine = (place: Pick<Place, 'client' | 'examine'>, tell: (message: Message) => void): EnginePerformers => ({
	async check() {
		tell({type: 'checked', lines: await checkOrSay(place.client)});
	},
	async run({options}) {
		try {
			tell({type: 'run_answered', answer: await place.client.run(options)});
		} catch (error) {
			tell({
				type: 'run_answered', answer: {
					type: 'refused', exitCode: 1, ...wordsOf(error), details: [],
				},
			});
		}
	},
	async send({command, attachments = []}) {
		try {
			const {id} = await place.client.send(command, {attachments});
			tell({type: 'sent', command, commandId: id});
		} catch (error) {
			const {message, hint} = wordsOf(error);
			tell({type: 'send_failed', message, hint: inKeys(hint)});
		}
	},
	async load_page({request}) {
		try {
			const data = await recordOf(request).load?.(place, request);
			if (data !== undefined) {
				tell({type: 'page_loaded', request, data});
			}
		} catch (error) {
			// It is said in the place of what the page would show.
			tell({type: 'page_failed', request, message: sentenceOf(error)});
		}
	},
	close_report: async ({until}) => place.client.history.closeReport(until ?? new Date().toISOString()),
});

import {UserError} from '../../domain/user-error.js';
import type {CheckLine, FlowClient} from '../../engine/client/flow-client.js';
import type {Message} from '../message.js';
import type {PageData, PageRequest} from '../page.js';
import {inKeys} from '../text/in-keys.js';
import {sentence} from '../../domain/words/short-words.js';

type Sources = {readonly client: FlowClient; readonly examine: () => Promise<readonly CheckLine[]>; readonly send: (message: Message) => void};

const read = async ({client: {history}, examine}: Sources, request: PageRequest): Promise<PageData | undefined> => {
	switch (request.type) {
		case 'ticket': {
			return {type: 'ticket', history: await history.ticket(request.path)};
		}

		case 'talk': {
			return {type: 'talk', messages: await history.talk(request.path)};
		}

		case 'diff': {
			return {type: 'text', text: await history.ticketDiff(request.path)};
		}

		case 'commit': {
			return {type: 'text', text: await history.commitDiff(request.hash)};
		}

		case 'message': {
			return {type: 'message', message: await history.message(request.runId, request.kind, request.number)};
		}

		case 'file': {
			return {type: 'text', text: await history.file(request.path)};
		}

		case 'report': {
			return {type: 'report', report: await history.report()};
		}

		case 'runs': {
			return {type: 'runs', runs: await history.runs()};
		}

		case 'run': {
			return {type: 'run', turns: await history.turns(request.runId)};
		}

		case 'documents': {
			return {type: 'documents', documents: await history.documents()};
		}

		case 'doctor': {
			return {type: 'doctor', lines: await examine()};
		}

		case 'agents':
		case 'change': {
			return undefined;
		}

		default: {
			return request satisfies never;
		}
	}
};

/** Reads what a page shows. What cannot be read is said in its place. */
export const loadPage = async (sources: Sources, request: PageRequest): Promise<void> => {
	try {
		const data = await read(sources, request);
		if (data !== undefined) {
			sources.send({type: 'page_loaded', request, data});
		}
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		sources.send({type: 'page_failed', request, message: sentence(message, error instanceof UserError ? inKeys(error.hint) : '')});
	}
};

import type {DraftPerformers, Leftovers} from '../effect.js';
import type {Message} from '../message.js';
import type {Drafts} from '../place.js';

/** The files of a draft have a draft of their own, a line each. */
const filesOf = (id: string): string => `${id}-files`;

/** Drafts are written when the typing pauses, not at every key. */
const draftDelay = 250;

type DraftWriter = {readonly save: (id: string, text: string) => void; readonly flush: () => void};

/** Writes drafts behind the typing; `flush` writes at once what waits. */
export const createDraftWriter = (drafts: Drafts, {failed, keptBeside}: {readonly failed: (error: unknown) => void; readonly keptBeside: (file: string) => void}): DraftWriter => {
	const waiting = new Map<string, string>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	const flush = (): void => {
		clearTimeout(timer);
		timer = undefined;
		for (const [id, text] of waiting) {
			try {
				const beside = drafts.save(id, text);
				if (beside !== null) {
					keptBeside(beside);
				}
			} catch (error) {
				failed(error);
			}
		}

		waiting.clear();
	};

	return {
		save(id, text) {
			waiting.set(id, text);
			timer ??= setTimeout(flush, draftDelay);
		},
		flush,
	};
};

export type LoadedDraft = {readonly text: string; readonly attachments: readonly string[]; /** What is to be said about it. */ readonly notice: string | null};

const isFiles = (id: string): boolean => id.endsWith(filesOf(''));

/** Gives the text of a draft, with its files, to another one. It is written there before it goes here. */
const moveDraft = (drafts: Drafts, from: string, to: string): void => {
	for (const [one, other] of [[from, to], [filesOf(from), filesOf(to)]] as const) {
		const text = drafts.load(one);
		if (text !== '') {
			drafts.save(other, text);
			drafts.save(one, '');
		}
	}
};

/** Reads a draft. An empty one takes over what was begun for an item that was answered meanwhile, the newest first. */
export const loadDraft = (drafts: Drafts, id: string, leftovers: Leftovers | null): LoadedDraft => {
	const linesOf = (files: string): readonly string[] => files.split('\n').filter(file => file !== '');
	const text = drafts.load(id);
	const attachments = linesOf(drafts.load(filesOf(id)));
	const leftover = leftovers === null || text !== '' || attachments.length > 0
		? undefined
		: drafts.list(leftovers.prefix, [id, ...leftovers.open]).findLast(one => !isFiles(one) && drafts.load(one) !== '');
	if (leftover !== undefined) {
		moveDraft(drafts, leftover, id);
		return {text: drafts.load(id), attachments: linesOf(drafts.load(filesOf(id))), notice: 'You began this for an item that was answered meanwhile. Enter sends it to the next turn.'};
	}

	const others = drafts.others(id);
	return {text, attachments, notice: others === 0 ? null : `Another screen wrote ${others === 1 ? 'a draft' : `${others} drafts`} of this too, kept as well: the next one is here when this one is sent or emptied.`};
};

/** Keeps the drafts of a place; nothing of what cannot be read is lost, it is only said. */
export const toDrafts = (drafts: Drafts, send: (message: Message) => void, failed: (error: unknown) => void): {readonly performers: DraftPerformers; readonly flush: () => void} => {
	const writer = createDraftWriter(drafts, {
		failed,
		keptBeside(file) {
			send({type: 'noted', text: `Another screen writes a draft of this too. Both are kept: yours is in ${file}.`, isTrouble: true});
		},
	});
	const load = (id: string, leftovers: Leftovers | null): LoadedDraft => {
		try {
			return loadDraft(drafts, id, leftovers);
		} catch (error) {
			failed(error);
			return {text: '', attachments: [], notice: null};
		}
	};

	return {
		flush: writer.flush,
		performers: {
			load_draft({id, leftovers = null}) {
				// What was typed a moment ago may still wait to be written.
				writer.flush();
				const {notice, ...draft} = load(id, leftovers);
				send({type: 'draft_loaded', id, ...draft});
				if (notice !== null) {
					send({type: 'noted', text: notice, isTrouble: false});
				}
			},
			save_draft({id, text, attachments}) {
				writer.save(id, text);
				if (attachments !== undefined) {
					writer.save(filesOf(id), attachments.join('\n'));
				}
			},
		},
	};
};

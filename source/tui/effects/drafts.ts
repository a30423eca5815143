/** Texts of replies that were not sent yet, by inbox item. An empty text means: forget it. */
export type Drafts = {
	readonly load: (id: string) => string;
	/** The path of the file that keeps it, when another screen's text stands in its own; said once. */
	readonly save: (id: string, text: string) => string | null;
	/** How many texts of other screens there are for the same. */
	readonly others: (id: string) => number;
	/** The ids of the drafts that begin like this, `except` apart, the newest last. */
	readonly list: (prefix: string, except: readonly string[]) => readonly string[];
};

/** The files of a draft have a draft of their own, a line each. */
export const filesOf = (id: string): string => `${id}-files`;

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

/** Where a message for the next turn may come from: what was begun in this run for items that wait no more. */
export type Leftovers = {readonly prefix: string; readonly open: readonly string[]};

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

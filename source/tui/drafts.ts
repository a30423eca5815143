/** Texts of replies that were not sent yet, by inbox item. An empty text means: forget it. */
export type Drafts = {readonly load: (id: string) => string; readonly save: (id: string, text: string) => void};

/** The files of a draft have a draft of their own, a line each. */
export const filesOf = (id: string): string => `${id}-files`;

/** Drafts are written when the typing pauses, not at every key. */
const draftDelay = 250;

type DraftWriter = {readonly save: (id: string, text: string) => void; readonly flush: () => void};

/** Writes drafts behind the typing; `flush` writes at once what waits. */
export const createDraftWriter = (drafts: Drafts, failed: (error: unknown) => void): DraftWriter => {
	const waiting = new Map<string, string>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	const flush = (): void => {
		clearTimeout(timer);
		timer = undefined;
		for (const [id, text] of waiting) {
			try {
				drafts.save(id, text);
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

/** A draft, or an empty one where it cannot be read, which is said. */
export const loadDraft = (drafts: Drafts, id: string, failed: (error: unknown) => void): string => {
	try {
		return drafts.load(id);
	} catch (error) {
		failed(error);
		return '';
	}
};

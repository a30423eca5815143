/** One part of a prompt; without content it is left out. */
export type Block = {
	readonly name: string;
	readonly content: string;
};

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', {ignoreBOM: true});

/** Length in bytes of UTF-8. */
export const byteLength = (text: string): number => encoder.encode(text).length;

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80 && byte < 0xC0;

/** At most `maxBytes` bytes from the start or the end of a text, never a part of a character. */
const cutBytes = (text: string, maxBytes: number, keep: 'start' | 'end'): string => {
	const bytes = encoder.encode(text);
	if (bytes.length <= maxBytes) {
		return text;
	}

	if (keep === 'start') {
		let end = Math.max(0, maxBytes);
		while (isContinuation(bytes[end])) {
			end--;
		}

		return decoder.decode(bytes.subarray(0, end));
	}

	let start = bytes.length - Math.max(0, maxBytes);
	while (isContinuation(bytes[start])) {
		start++;
	}

	return decoder.decode(bytes.subarray(start));
};

const figure = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

const markOf = (cut: number, all: number, unit: string): string => `[… ${figure(cut)} of ${figure(all)} ${unit} cut here …]`;

/** The first `max` characters (code points) of a text, with a mark of how many were cut. */
export const capCharacters = (text: string, max: number): string => {
	const characters = [...text];
	return characters.length <= max
		? text
		: `${characters.slice(0, max).join('')}\n${markOf(characters.length - max, characters.length, 'characters')}`;
};

/** At most `max` bytes of a text besides the mark of how many were cut. */
export const capBytes = (text: string, max: number, keep: 'start' | 'end' = 'start'): string => {
	const all = byteLength(text);
	if (all <= max) {
		return text;
	}

	const kept = cutBytes(text, max, keep);
	const mark = markOf(all - byteLength(kept), all, 'bytes');
	if (kept === '') {
		return mark;
	}

	return keep === 'start' ? `${kept}\n${mark}` : `${mark}\n${kept}`;
};

/** What is cut first when a prompt is too large. Everything else goes whole, above all the ticket. */
export const cutOrder = ['previous_output', 'previous_ticket', 'context_files', 'workspace_docs', 'replies'] as const;

/** The end of an output tells where its author stopped; of everything else the beginning says more. */
const keepOf = (name: string): 'start' | 'end' => name === 'previous_output' ? 'end' : 'start';

const shrink = (block: Block, over: number): Block => {
	const size = byteLength(block.content);
	const markRoom = byteLength(markOf(size, size, 'bytes')) + 1;
	const content = capBytes(block.content, Math.max(0, size - over - markRoom), keepOf(block.name));
	return byteLength(content) < size ? {...block, content} : block;
};

/** Cuts blocks until `excess` (bytes above the limit, for a given list of blocks) is gone or nothing more may be cut. */
export const fitBudget = (blocks: readonly Block[], excess: (blocks: readonly Block[]) => number): readonly Block[] => {
	let fitted = blocks;
	for (const name of cutOrder) {
		const over = excess(fitted);
		if (over <= 0) {
			break;
		}

		fitted = fitted.map(block => block.name === name ? shrink(block, over) : block);
	}

	return fitted;
};

/** What a piece of text means, never how it looks; without colours the words alone must do. */
export type Tone = 'strong' | 'faint' | 'good' | 'warning' | 'bad';

export type Span = {readonly text: string; readonly tone: Tone};

/** One line of words, before anybody has drawn it. */
export type Line = string | ReadonlyArray<string | Span>;

export const strong = (text: string): Span => ({text, tone: 'strong'});
export const faint = (text: string): Span => ({text, tone: 'faint'});
export const good = (text: string): Span => ({text, tone: 'good'});
export const warning = (text: string): Span => ({text, tone: 'warning'});
export const bad = (text: string): Span => ({text, tone: 'bad'});

/** The pieces of a line. */
export const partsOf = (line: Line): ReadonlyArray<string | Span> => typeof line === 'string' ? [line] : line;

/** The words of a line without any tone. */
export const plain = (line: Line): string => partsOf(line).map(part => typeof part === 'string' ? part : part.text).join('');

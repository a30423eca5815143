/** What a line is typed for. */
export type PromptPurpose
	= | {readonly type: 'title'}
		| {readonly type: 'attach'}
		| {readonly type: 'model'; readonly path: string; readonly agent: string}
		| {readonly type: 'palette'};

/** A line that is typed. `epoch` rises when the text came from outside, so that the input starts anew at its end. */
export type Prompt = {
	readonly purpose: PromptPurpose;
	readonly text: string;
	readonly epoch: number;
	/** The chosen one of the palette's actions. */
	readonly at: number;
	/** What a path could go on with, when Tab found several. */
	readonly names: readonly string[];
};

export type PromptFocus = 'title' | 'attach' | 'palette';

export const focusOfPrompt = ({purpose}: Prompt): PromptFocus => purpose.type === 'model' ? 'title' : purpose.type;

/** An empty line. */
export const newPrompt = (purpose: PromptPurpose): Prompt => ({
	purpose, text: '', epoch: 0, at: 0, names: [],
});

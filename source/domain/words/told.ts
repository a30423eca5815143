import {plain, type Line} from './line.js';

/** Who listens: `full` has a whole line and the time before it (the commands); `whole` too, and nothing is left away (the files); `brief` has turn, ticket and outcome around it already (the log of the screen). */
export type Voice = 'full' | 'whole' | 'brief';

/** What sort of line it is: whoever shows it knows how that looks, and whether one can jump to it. */
export type Sort = 'turn' | 'commit' | 'question' | 'failure' | 'result' | 'notice' | 'call' | 'edit' | 'changes' | 'diff' | 'message';

/** What an event says: a line, and what belongs below it, set in. Only a message and a diff have lines of their own in their text. */
export type Told = {readonly sort: Sort; readonly line: Line; readonly below: readonly Line[]};

/** A telling; texts of several lines below it are parted, and empty ones left away. */
export const told = (sort: Sort, line: Line, below: readonly Line[] = []): Told => ({
	sort, line, below: below.flatMap((one): readonly Line[] => typeof one === 'string' ? one.split('\n') : [one]).filter(one => plain(one).trim() !== ''),
});

/** A telling as text, with what belongs below its line set in. */
export const toldText = ({line, below}: Told): string => [plain(line), ...below.map(one => `  ${plain(one)}`)].join('\n');

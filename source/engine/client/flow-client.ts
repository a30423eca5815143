import type {ActsOnRun} from './seam/acts-on-run.js';
import type {EditsTickets} from './seam/edits-tickets.js';
import type {ReadsHistory} from './seam/history.js';
import type {ReadsLog} from './seam/reads-log.js';
import type {WatchesRepository} from './seam/watches-repository.js';

export type {RunOptions} from '../../domain/run/run-options.js';
export type * from './seam/acts-on-run.js';
export type * from './seam/history.js';
export type * from './seam/reads-log.js';
export type * from './seam/watches-repository.js';

/**
 * The seam between the surfaces and the engine: the screen and the commands know nothing below it, and each takes of it what it needs. Two hands: `attached-client` (files and a detached worker) and `inline-client` (the engine in this process).
 * Errors a user can meet reject with `UserError` (`source/domain/user-error.ts`).
 */
export type FlowClient = WatchesRepository & ReadsLog & ReadsHistory & ActsOnRun & EditsTickets & {readonly close: () => Promise<void>};

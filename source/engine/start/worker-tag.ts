import {createHash} from 'node:crypto';

/** What the tags of all workers of a repository begin with: whoever holds its lock knows by it what its dead predecessors left running, however many of them died one after the other. */
export const tagBeginning = (repo: string): string => `${createHash('sha256').update(repo).digest('hex').slice(0, 20)}.`;

/** Tag of one worker, in the environment of everything it starts. */
export const workerTag = (repo: string, nonce: string): string => `${tagBeginning(repo)}${nonce}`;

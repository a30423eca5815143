import {expect, test} from 'vitest';
import {lastWordsOf} from '../../../source/engine/flow/worker-words.js';

test.each([
	['nothing', '', undefined],
	['an error with its hint', 'mailbox: EACCES\ncar: somebody else wrote into events.jsonl\n  car run looks at what is there\n', 'somebody else wrote into events.jsonl'],
	['an error that should not happen', 'car: x is not a function\n  This should not happen. The same command with --debug shows where it did.\n', 'x is not a function'],
	['a failure that was logged', 'TypeError: x\n    at worker.ts:1\n    at run.ts:2\n', 'TypeError: x'],
	['an exception nobody caught', 'file:///car.js:1\nthrow x\n^\n\nError: no\n    at car.js:1\n\nNode.js v20.20.2\n', 'Error: no'],
	['no memory', '<--- Last few GCs --->\n\n[1:0x1] 5 ms: Mark-sweep\n\n<--- JS stacktrace --->\n\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n----- Native stack trace -----\n\n 1: 0xb8 node::Abort()\n', 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
])('last words of a worker that said %s', (_, log, words) => {
	expect(lastWordsOf(log)).toBe(words);
});

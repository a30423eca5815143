import {expect, test} from 'vitest';
import {inKeys} from '../../../source/tui/text/in-keys.js';

test.each([
	['car run starts one', 'r starts one'],
	['car run follows it; car stop ends it', 'r follows it; S ends it'],
	['mend the tickets, then car run', 'mend the tickets; then r goes on'],
	['mend what is named, then car run (car tickets lint checks)', 'mend what is named; then r goes on'],
	['do it, set done: true (car tickets done 11), then car run', 'do it, set done: true (Space); then r goes on'],
	['write a ticket (car tickets new) and car run', 'write a ticket (a), then r'],
	['car tickets new "What to do" writes the first one, then car run', 'a writes the first one; then r goes on'],
	['see car log, then car run tries again', 'see the log (2), then r tries again'],
	['car doctor looks for the cause; car run tries again', 'c looks for the cause; r tries again'],
	['car inbox shows what is asked; car run --no-answer goes on without', '3 shows what is asked; car run --no-answer goes on without'],
	['car reply --to 3 "your answer"', 'r'],
	['car reply --to outcome-4 --happened | --again', '3, then h or n'],
	['look at the tree; car reply --to outcome-4 --happened (it did its work) or --again (do the turn again)', 'look at the tree; 3, then h (it did its work) or n (do the turn again)'],
	['car resume goes on', 'r goes on'],
	['car tickets lists what is.', '1 lists what is.'],
])('%s: on the screen -> the keys that do it', (text, here) => {
	expect(inKeys(text)).toBe(here);
});

test.each([
	'car init makes it.', 'car trust shows them and asks', 'Mend it first: car tickets lint says how.', 'For example: car tickets new "Fix the login"', 'install it, or leave it', 'the car runs on', 'car run --full-access',
])('%s: no key does it -> as it is', text => {
	expect(inKeys(text)).toBe(text);
});

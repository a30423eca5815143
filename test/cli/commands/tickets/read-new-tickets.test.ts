import {expect, test} from 'vitest';
import {readNewTickets} from '../../../../source/cli/commands/tickets/read-new-tickets.js';

test.each([
	['# One', ['One']],
	['#  One \t', ['One']],
	['#\tOne ##  ', ['One']],
	['# One#', ['One#']],
	['# #', ['#']],
	['# # #', ['#']],
	['# One\n#Two\n## Three\n # Four\n# Five', ['One', 'Five']],
	['# One\n```\n# Two\n```\n# Three', ['One', 'Three']],
])('readNewTickets: %j -> %j', (text, titles) => {
	expect(readNewTickets(text).map(({title}) => title)).toEqual(titles);
});

test.each([
	['blanks', `# One${' '.repeat(200_000)}`],
	['hashes', `# One ${'#'.repeat(200_000)}`],
	['blanks before a word', `# ${' '.repeat(200_000)}One`],
	['blanks and hashes in turns', `# One${' #'.repeat(100_000)} x`],
])('readNewTickets: a line of 200,000 %s -> read as fast as it is long', (_name, text) => {
	// A quadratic reading takes minutes, which no test may.
	expect(readNewTickets(text)[0]?.title.startsWith('One')).toBe(true);
});

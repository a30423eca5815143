import {expect, test} from 'vitest';
import {titleOf} from '../../../source/domain/ticket/ticket-title.js';

test.each([
	['Login', '# Other', 'Login'],
	['  two\n lines ', '', 'two lines'],
	[undefined, '\n\n# The heading ##\ntext', 'The heading'],
	['', '## Second level\n', 'Second level'],
	[undefined, '```\n# not this\n```\n# this\r\n', 'this'],
	[undefined, '#hashtag\n#\n', 'TICKET-007-login'],
	[undefined, '# C# and F#\n', 'C# and F#'],
	[undefined, '# ##\n', '##'],
	[undefined, '', 'TICKET-007-login'],
])('title: %j with body %j -> %j', (title, body, expected) => {
	expect(titleOf(title, body, 'TICKET-007-login.md')).toBe(expected);
});

test('title: a heading with a hundred thousand blanks in it -> read at once', {timeout: 5000}, () => {
	expect(titleOf(undefined, `# a${' '.repeat(100_000)}b`, 'x.md')).toHaveLength(100_002);
});

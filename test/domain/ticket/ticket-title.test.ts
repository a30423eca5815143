import {expect, test} from 'vitest';
import {titleOf} from '../../../source/domain/ticket/ticket-title.js';

test.each([
	['Login', '# Other', 'Login'],
	['  two\n lines ', '', 'two lines'],
	[undefined, '\n\n# The heading ##\ntext', 'The heading'],
	['', '## Second level\n', 'Second level'],
	[undefined, '```\n# not this\n```\n# this\r\n', 'this'],
	[undefined, '#hashtag\n#\n', 'TICKET-007-login'],
	[undefined, '', 'TICKET-007-login'],
])('title: %j with body %j -> %j', (title, body, expected) => {
	expect(titleOf(title, body, 'TICKET-007-login.md')).toBe(expected);
});

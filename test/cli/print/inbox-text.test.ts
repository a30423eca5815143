import process from 'node:process';
import {expect, test} from 'vitest';
import {plain} from '../../../source/cli/output.js';
import {inboxText} from '../../../source/cli/print/inbox-text.js';
import {itemJson} from '../../../source/domain/words/inbox-words.js';
import {question} from '../../support/believable.js';

process.env.TZ = 'UTC';

const entry = question({
	body: 'I need one.', attachments: [], choices: ['Postgres: needs a server in CI', {key: 's', text: 'SQLite'}],
});

test('inbox: a question with choices -> a line for each below its text, in JSON the list as it is', () => {
	expect(inboxText([entry], [], {now: new Date('2026-11-22T03:10:00Z'), columns: 80}).map(line => plain(line)).slice(1)).toEqual([
		'  Postgres or SQLite for the job store?',
		'  I need one.',
		'  a) Postgres: needs a server in CI',
		'  s) SQLite',
		'  next: reply',
	]);
	expect([itemJson(entry).choices, 'choices' in itemJson(question())]).toEqual([['Postgres: needs a server in CI', {key: 's', text: 'SQLite'}], false]);
});

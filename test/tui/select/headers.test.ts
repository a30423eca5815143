import {expect, test} from 'vitest';
import {mainHeader} from '../../../source/tui/select/headers.js';
import {asking} from '../../support/believable.js';
import {play, start} from '../../support/screen/play.js';

test.each([
	['api', 'api   asks you         7/12   TICKET-008'],
	['a-repository-with-a-name', 'a-reposi~   asks you   7/12   TICKET-008'],
	['日本語の長い名前', '日本語の~   asks you   7/12   TICKET-008'],
])('a question at 40 columns in %s: the name gives way, not what happens', (repoName, header) => {
	const {state} = play({...start(asking(), 40, 12), repoName}, 'show_inbox');
	expect(mainHeader(state).map(span => span.text).join('')).toBe(header);
});

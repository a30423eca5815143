import {afterEach, expect, test} from 'vitest';
import {livingWith} from '../living.js';
import {
	closePlace, codexPlace, finish, type CodexPlace,
} from './codex-place.js';

let place: CodexPlace | undefined;

const opened = async (...options: Parameters<typeof codexPlace>): Promise<CodexPlace> => {
	place = await codexPlace(...options);
	return place;
};

afterEach(async () => {
	if (place !== undefined) {
		await closePlace(place);
		place = undefined;
	}
});

test('codex: a ticket that edits files -> done, committed, everything in the transcript, no process left', async () => {
	const here = await opened(({round}) => round === 0
		? [{reasoning: 'I shall write a file.'}, {text: 'Writing. '}, {run: `echo hello > made.txt; cat made.txt; ${finish(1)}`}]
		: [{text: 'Made made.txt.'}]);
	await here.ticket(1, {agent: 'codex', done: false, title: 'Make a file'});
	const answer = await here.car('run');
	expect([answer.code, answer.stderr]).toEqual([0, '']);
	expect([await here.subjects(), await here.git('show', 'HEAD:made.txt'), await here.git('status', '--porcelain')])
		.toEqual([['Begin', 'TICKET-001: Make a file'], 'hello', '']);
	const finished = here.events().find(event => event.type === 'turn_finished');
	expect(finished).toMatchObject({
		outcome: 'completed', message: 'Made made.txt.', model: 'mock-model', tokens: {input: 2400, output: 68, total: 2468},
	});
	const transcript = here.transcript(1);
	expect(transcript.map(event => event.type === 'output_delta' ? `${event.channel}: ${event.text}` : event.type).filter(line => !line.startsWith('tool: ') || line.includes('hello')))
		.toEqual(['session_started', 'notice', 'reasoning: I shall write a file.\n', 'message: Writing. \n', 'tool_call', 'tool: hello\n', 'tool_result', 'token_usage', 'message: Made made.txt.\n', 'token_usage', 'completed']);
	expect(livingWith(here.codexHome)).toEqual([]);
});

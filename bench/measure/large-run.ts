import {createWriteStream} from 'node:fs';
import {once} from 'node:events';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';

const runId = '20260101-010000-abcd';

/** Writes a run of one turn whose transcript has about so many megabytes: words in pieces of a few letters, as models say them, and the output of tests. Answers its bytes. */
export async function writeLargeRun(repo: string, megabytes: number): Promise<number> {
	const folder = path.join(repo, '.codex-autorunner/runs', runId);
	await mkdir(path.join(folder, 'turns'), {recursive: true});
	let seq = 0;
	const line = (body: Readonly<Record<string, unknown>>) => {
		seq++;
		return `${JSON.stringify({
			seq, at: new Date(Date.UTC(2026, 0, 1, 1) + (seq * 5)).toISOString(), run_id: runId, ...body,
		})}\n`;
	};

	const events = [
		line({
			type: 'run_started', version: '2.0.0', config: {}, head: null, number: 1,
		}),
		line({
			type: 'turn_started', turn: 1, ticket: '.codex-autorunner/tickets/TICKET-001.md', agent: 'bench', attempt: 1, conversation_id: null, prompt_sha256: '', replies: [], purpose: 'work',
		}),
	];
	const said = (event: Readonly<Record<string, unknown>>) => line({type: 'agent_event', turn: 1, event});
	const stream = createWriteStream(path.join(folder, 'turns/0001.jsonl'));
	let bytes = 0;
	for (let call = 1; bytes < megabytes * 1e6; call++) {
		const pieces = `I look at the job store now, step ${call}; then I change how it retries and run the tests again.\n`.match(/[^]{1,12}/g) ?? [];
		const output = Array.from({length: 12}, (_, test) => said({
			type: 'output_delta', channel: 'tool', text: ` ok ${test} some test of the suite with a name of ordinary length (${test * 7} ms)\n`.repeat(8), call_id: `c${call}`,
		}));
		const text = [
			...pieces.map(piece => said({type: 'output_delta', channel: 'message', text: piece})),
			said({
				type: 'tool_call', call_id: `c${call}`, name: 'exec', summary: 'npm test',
			}),
			...output,
			said({
				type: 'tool_result', call_id: `c${call}`, ok: true, summary: 'npm test', exit_code: 0,
			}),
		].join('');
		bytes += text.length;
		if (!stream.write(text)) {
			await once(stream, 'drain');
		}
	}

	stream.end();
	await once(stream, 'close');
	events.push(line({
		type: 'turn_finished', turn: 1, outcome: 'completed', conversation_id: null, message: 'done', error: null, diff_stats: {files: 2, insertions: 10, deletions: 3}, tokens: null, changed: true, seconds: 100,
	}), line({
		type: 'run_state_changed', status: 'paused', reason_code: 'paused_by_you', reason: 'paused by you', reason_details: [], next: null, until: null,
	}));
	await writeFile(path.join(folder, 'events.jsonl'), events.join(''));
	return bytes;
}

/** Writes a run of many turns whose log itself has about so many megabytes, in the middle of the last of which its worker died. Answers its bytes. */
export async function writeDeadRun(repo: string, megabytes: number): Promise<number> {
	const folder = path.join(repo, '.codex-autorunner/runs', runId);
	const ticket = '.codex-autorunner/tickets/TICKET-001.md';
	await mkdir(path.join(folder, 'turns'), {recursive: true});
	let seq = 0;
	const line = (body: Readonly<Record<string, unknown>>) => {
		seq++;
		return `${JSON.stringify({
			seq, at: new Date(Date.UTC(2026, 0, 1, 1) + (seq * 500)).toISOString(), run_id: runId, ...body,
		})}\n`;
	};

	const started = (turn: number) => line({
		type: 'turn_started', turn, ticket, agent: 'bench', attempt: 1, conversation_id: null, prompt_sha256: '', replies: [], purpose: 'work',
	});
	const message = 'I looked at the job store, changed how it retries and ran the tests again; all of them pass now.\n'.repeat(500);
	const stream = createWriteStream(path.join(folder, 'events.jsonl'));
	let bytes = 0;
	const write = async (text: string) => {
		bytes += text.length;
		if (!stream.write(text)) {
			await once(stream, 'drain');
		}
	};

	await write(line({
		type: 'run_started', version: '2.0.0', config: {}, head: null, number: 1,
	}));
	await write(line({
		type: 'ticket_selected', ticket, number: 1, agent: 'bench', verify: [], title: 'Ticket number 1',
	}));
	const turns = Math.ceil(megabytes * 1e6 / message.length);
	for (let turn = 1; turn <= turns; turn++) {
		await write(started(turn) + line({
			type: 'turn_finished', turn, outcome: 'completed', conversation_id: null, message, error: null, diff_stats: {files: 2, insertions: 10, deletions: 3}, tokens: null, changed: true, seconds: 100,
		}));
	}

	await write(started(turns + 1));
	stream.end();
	await once(stream, 'close');
	await writeFile(path.join(folder, 'turns', `${String(turns + 1).padStart(4, '0')}.jsonl`), line({type: 'agent_event', turn: turns + 1, event: {type: 'output_delta', channel: 'message', text: 'I begin.\n'}}));
	return bytes;
}

import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {TurnRequest} from '../../../source/domain/agent-harness.js';
import type {FlowEvent} from '../../../source/domain/event/flow-event.js';

const block = /^<(\w+) nonce="(\w+)">\n([^]*?)\n<\/\1 nonce="\2">$/gmu;

/** The blocks of a prompt, in order. */
export const blocksOf = (prompt: string): ReadonlyArray<{readonly name: string; readonly text: string}> =>
	[...prompt.matchAll(block)].map(([, name, , text]) => ({name: name!, text: text!}));

export const shortTicket = (file: string | null): string => file === null ? '-' : path.posix.basename(file, '.md').replace(/^TICKET-/u, '');

/** The facts of a prompt without its wording: which blocks, which files, which replies, which earlier output. */
export const describePrompt = (prompt: string): readonly string[] => blocksOf(prompt).map(({name, text}) => {
	const files = [...text.matchAll(/^\[FILE (.*)\]$/gmu)].map(match => path.posix.basename(match[1]!));
	switch (name) {
		case 'replies': {
			return `replies ${[...text.matchAll(/^\[USER_REPLY (\d+)\]$/gmu)].map(match => Number(match[1])).join(' ')}`;
		}

		case 'previous_output': {
			return `previous_output ${JSON.stringify(text.slice(0, 60))}`;
		}

		case 'previous_ticket':
		case 'workspace_docs':
		case 'context_files': {
			return `${name} ${files.join(' ')}`;
		}

		default: {
			return name;
		}
	}
});

const withoutZero = (stats: {readonly files: number; readonly insertions: number; readonly deletions: number}): string =>
	stats.files === 0 ? '' : `, ${stats.files} ${stats.files === 1 ? 'file' : 'files'} +${stats.insertions} -${stats.deletions}`;

/** Tickets and other files that the details of a rest name. */
const namedIn = (details: readonly string[]): string => {
	const names = details.flatMap(line => /^(?:\.codex-autorunner\/tickets\/)?([^\s:]+\.md)/u.exec(line)?.[1] ?? []);
	return names.length === 0 ? '' : ` (${[...new Set(names.map(name => name.replace(/\.md$/u, '')))].join(', ')})`;
};

/** One line for an event of the log, without times, ids and wording; undefined for those that only keep the books. */
export const describeEvent = (event: FlowEvent): string | undefined => {
	switch (event.type) {
		case 'ticket_selected': {
			return `select ${shortTicket(event.ticket)} for ${event.agent}`;
		}

		case 'ticket_renamed': {
			return `${event.from.split('/').at(-1)!} is now ${event.ticket.split('/').at(-1)!}`;
		}

		case 'turn_started': {
			return `turn ${event.turn}${event.attempt === 1 ? '' : ` attempt ${event.attempt}`}: ${event.purpose} on ${shortTicket(event.ticket)} by ${event.agent}, conversation ${event.conversation_id ?? 'new'}`;
		}

		case 'turn_finished': {
			return `turn ${event.turn} ${event.outcome}${event.changed ? '' : ', nothing changed'}${withoutZero(event.diff_stats)}${event.error === null ? '' : `: ${event.error}`}`;
		}

		case 'dispatch_archived': {
			return event.mode === 'turn_summary'
				? `summary ${event.dispatch}`
				: `dispatch ${event.dispatch} ${event.mode} ${JSON.stringify(event.title)}${event.attachments.map(file => ` +${path.posix.basename(file)}`).join('')}`;
		}

		case 'reply_received': {
			return `reply ${event.reply} received, to ${event.to ?? 'no question'}`;
		}

		case 'reply_delivered': {
			return `reply ${event.reply} delivered in turn ${event.turn}`;
		}

		case 'committed': {
			return `committed ${event.kind}`;
		}

		case 'commit_refused': {
			return `commit of ${event.kind} refused: ${event.error.split('\n')[0]!}`;
		}

		case 'item_opened':
		case 'item_closed': {
			return `${event.type === 'item_opened' ? 'opened' : 'closed'} ${event.kind} ${event.id}`;
		}

		case 'run_state_changed': {
			return `${event.status}${event.reason_code === null ? '' : ` ${event.reason_code}`}${event.went_on === true ? ' (went on)' : ''}${namedIn(event.reason_details)}`;
		}

		case 'recovered': {
			return `recovered: ${event.found}`;
		}

		case 'verify_finished': {
			return `verified${event.baseline ? ' before' : ''} ${event.results.map(result => result.exit_code ?? 'none').join(' ')}`;
		}

		case 'run_started': {
			return 'run started';
		}

		case 'command_refused': {
			return `command refused: ${event.reason}`;
		}

		case 'command_done': {
			return undefined;
		}

		default: {
			return event satisfies never;
		}
	}
};

/** The log of a run as lines, with the facts of each prompt below its turn. */
export const describeLog = (events: readonly FlowEvent[], requests: readonly TurnRequest[]): readonly string[] => {
	const left = [...requests];
	return events.flatMap(event => {
		const line = describeEvent(event);
		if (event.type !== 'turn_started') {
			return line === undefined ? [] : [line];
		}

		const request = left.shift();
		const options = [request?.model, request?.reasoning].filter(value => value !== undefined);
		return [`${line!}${options.length === 0 ? '' : `, ${options.join(' ')}`}`, `  ${describePrompt(request?.prompt ?? '').join(', ')}`];
	});
};

export const readEvents = (file: string): readonly FlowEvent[] =>
	readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line) as FlowEvent);

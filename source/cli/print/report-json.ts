import type {Report} from '../../domain/report/report.js';
import {itemJson} from './status-json.js';

/** What `car report --json` prints: seconds, hashes and repository paths; `group` says what became of a ticket. */
export const reportJson = ({since, until, run, turns, tickets, doneBefore, inbox, notices, time, tokens}: Report) => ({
	schema: 1,
	since,
	until,
	run: run === null
		? null
		: {
			id: run.runId, number: run.number, status: run.status, reason_code: run.reasonCode, reason: run.reason,
		},
	turns,
	tickets: tickets.map(ticket => ({
		path: ticket.path,
		number: ticket.number,
		title: ticket.title,
		group: ticket.group,
		done: ticket.done,
		proof: ticket.proof,
		turns: ticket.turns,
		seconds: ticket.seconds,
		diff_stats: ticket.diffStats,
		commits: ticket.commits,
		tokens: ticket.tokens,
	})),
	done_before: doneBefore,
	inbox: inbox.map(item => itemJson(item)),
	notices,
	time,
	tokens,
});

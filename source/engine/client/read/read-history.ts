import path from 'node:path';
import {isFlowEvent} from '../../../domain/event/codec.js';
import type {FlowEvent} from '../../../domain/event/flow-event.js';
import {foldRun} from '../../../domain/run/reduce-run.js';
import {isThere} from '../../../domain/run/worker-life.js';
import {countUsage} from '../../../domain/report/count-usage.js';
import {buildReport} from '../../../domain/report/build-report.js';
import {stateFolderName} from '../../../domain/state-folder-name.js';
import {UserError} from '../../../domain/user-error.js';
import {followFile, type FollowedFile} from '../../../store/run/follow-file.js';
import {readArchivedDispatch, readReplies} from '../../../store/message/read-messages.js';
import {readRegularFile} from '../../../store/file/read-regular-file.js';
import {readReportMark, writeReportMark} from '../../../store/run/report-mark.js';
import {listRuns} from '../../../store/run/run-folders.js';
import {listDocuments} from '../../../store/folder/workspace-documents.js';
import type {
	History, MessageText, MessageView, TicketHistory,
} from '../flow-client.js';
import {buildSnapshot} from './build-snapshot.js';
import {readDiff} from './read-diff.js';
import type {RepositoryView} from './repository-view.js';
import {
	historyOf, messagesOf, turnsOf, type RunEvents,
} from './ticket-history.js';

const mebibyte = 1_048_576;

/** The events of all runs; of a log only what was added since the last call is read again. */
const createReader = ({layout}: RepositoryView): (() => readonly RunEvents[]) => {
	const known = new Map<string, {readonly file: FollowedFile; events: readonly FlowEvent[]}>();
	return () => listRuns(layout).map(({runId, number}) => {
		const run = known.get(runId) ?? {file: followFile(layout.run(runId).events), events: []};
		known.set(runId, run);
		const added = run.file.read().filter(line => isFlowEvent(line));
		run.events = added.length === 0 ? run.events : [...run.events, ...added];
		return {runId, number, events: run.events};
	});
};

/** The path of a file that lies in the repository; links out of it are not followed by the reading. */
const insideOf = (repo: string, file: string): string => {
	const absolute = path.resolve(repo, file);
	if (!absolute.startsWith(repo + path.sep)) {
		throw new UserError(`${file} does not lie in this repository.`, 'Open it in another program.');
	}

	return absolute;
};

const readText = (repo: string, file: string): string => {
	const found = readRegularFile(insideOf(repo, file), {maxBytes: mebibyte, links: 'refuse'});
	switch (found.type) {
		case 'missing': {
			return file.startsWith(`${stateFolderName}/workspace/`) ? '' : '(this file is not there any more)';
		}

		case 'bad': {
			return `(${path.basename(file)} ${found.problem})`;
		}

		case 'text': {
			return found.text;
		}

		default: {
			return found satisfies never;
		}
	}
};

const readMessage = ({layout}: RepositoryView, message: MessageView): MessageText | undefined => {
	const run = layout.run(message.runId);
	const found = message.kind === 'reply' ? readReplies(run).find(reply => reply.number === message.number) : readArchivedDispatch(run, message.number);
	return found === undefined ? undefined : {...message, body: found.body, attachments: found.attachments};
};

/** What is read of a repository only when somebody asks to see it: the logs of all runs, messages, files, and what git kept. */
export const createHistory = (view: RepositoryView): History => {
	const {repo, layout} = view;
	const readRuns = createReader(view);
	const readTicket = (ticket: string): TicketHistory => historyOf(readRuns(), ticket, view.sources(undefined).folder.entries);
	return {
		ticket: async ticket => readTicket(ticket),
		async runs() {
			return readRuns().map(({runId, number, events}) => {
				const run = foldRun(events);
				return {
					runId,
					number,
					status: run?.status ?? null,
					reasonCode: run?.reasonCode ?? null,
					reason: run?.reason ?? null,
					startedAt: run?.startedAt ?? null,
					finishedAt: run?.finishedAt ?? null,
					turns: run?.turn ?? 0,
					seconds: run?.workingSeconds ?? 0,
					tokens: run?.tokens?.total ?? null,
				};
			});
		},
		turns: async runId => readRuns().filter(run => run.runId === runId).flatMap(run => turnsOf(run)),
		async talk(ticket) {
			return readTicket(ticket).messages.flatMap(message => readMessage(view, message) ?? []);
		},
		async message(runId, kind, number) {
			const found = readRuns().filter(run => run.runId === runId).flatMap(run => messagesOf(run, () => true)).find(message => message.number === number && (message.kind === 'reply') === (kind === 'reply'));
			return found === undefined ? undefined : readMessage(view, found);
		},
		async ticketDiff(ticket) {
			return readDiff(view, readTicket(ticket).turns);
		},
		async commitDiff(hash) {
			const {commitText} = await import('../../../git/show-diff.js');
			return commitText(repo, hash);
		},
		file: async file => readText(repo, file),
		documents: async () => listDocuments(layout),
		usage: async () => countUsage(readRuns().flatMap(({events}) => events)),
		async report(since) {
			const snapshot = buildSnapshot(view.sources(view.newest()));
			return buildReport({
				events: readRuns().flatMap(({events}) => events),
				run: snapshot.run,
				isWorking: isThere(snapshot.worker.life),
				configTrouble: snapshot.configTrouble,
				tickets: snapshot.tickets,
				inbox: snapshot.inbox,
				since: since ?? readReportMark(layout),
				now: new Date(view.world.now()).toISOString(),
			});
		},
		async closeReport(until) {
			writeReportMark(layout, until);
		},
	};
};

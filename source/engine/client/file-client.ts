import {buildSnapshot} from './read/build-snapshot.js';
import type {FlowClient} from './flow-client.js';
import {createHistory} from './read/read-history.js';
import {createRepositoryView} from './read/repository-view.js';
import type {FileClientOptions} from './start-worker.js';
import {createTicketDesk} from './act/ticket-desk.js';

/**
 * The client over the files: everything is read from disk, everything asked of the worker is a file. Only how a worker is started differs between its two hands.
 * What needs git, watchers or the engine is loaded when it is first asked for: looking must stay quick.
 */
export const createFileClient = (options: FileClientOptions): FlowClient => {
	const view = createRepositoryView(options.repo, options.world);
	return {
		async snapshot() {
			return buildSnapshot(view.sources(view.newest()));
		},
		async * follow(after, signal, followOptions = {}) {
			const {followRepository} = await import('./read/follow-repository.js');
			yield * followRepository(view.layout, view.sources, {after, ...followOptions}, signal);
		},
		async openLog(runId) {
			const {openRunLog} = await import('../run-log/open-run-log.js');
			return openRunLog(view.layout, runId);
		},
		async findRun(name) {
			const {runNamed} = await import('./read/read-log.js');
			return runNamed(view.layout, name);
		},
		async * readLog(runId, turn) {
			const {readLog} = await import('./read/read-log.js');
			yield * readLog(view.layout.run(runId), turn);
		},
		async check() {
			const {checkRun} = await import('../check/check-run.js');
			return checkRun({
				repo: view.repo, loaded: view.config(), sources: view.sources(view.newest()), env: view.world.env,
			});
		},
		async run(runOptions) {
			const {startRun} = await import('./act/start-run.js');
			return startRun(view, options, runOptions);
		},
		async send(body, sendOptions = {}) {
			const {sendCommand} = await import('./act/send-command.js');
			return sendCommand(view, options.startWorker, {body, options: sendOptions});
		},
		async keepRefused(text) {
			const {keepRefused} = await import('./act/keep-refused.js');
			return keepRefused(view, text);
		},
		...createTicketDesk(view),
		history: createHistory(view),
		close: options.close,
	};
};

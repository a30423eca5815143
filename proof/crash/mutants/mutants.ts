/** A bug put into a copy of the sources: each text is there exactly once and is replaced. */
export type Edit = {readonly file: string; readonly find: string; readonly replace: string};

export type Mutant = {
	readonly name: string;
	readonly edits: readonly Edit[];
	/** The suite that must fail: crashes or losses of power in the simulation, real kills of one story, or tests of a rule. */
	readonly suite: 'crashes' | 'power' | 'kills' | 'rules';
	/** Story to look at, where others would only take longer. */
	readonly story?: string;
	/** Test file of the rule. */
	readonly rules?: string;
};

const durable = 'source/store/file/durable-write.ts';
const mailbox = 'source/engine/mail/take-commands.ts';
const recovery = 'source/engine/start/recover-run.ts';
const outbox = 'source/engine/mail/archive-outbox.ts';
const archive = 'source/store/message/archive-message.ts';

/** Bugs of the kind that crash-safe programs are known to have; a harness that does not see them sees nothing. */
export const mutants: readonly Mutant[] = [
	{
		name: 'no fsync of a whole file', suite: 'power', edits: [{file: durable, find: '\t\t\tdisk.sync(fd);\n\t\t} finally {\n\t\t\tdisk.close(fd);\n\t\t}\n\t} catch', replace: '\t\t} finally {\n\t\t\tdisk.close(fd);\n\t\t}\n\t} catch'}],
	},
	{
		name: 'no fsync of folders', suite: 'power', edits: [{file: durable, find: '\tconst fd = disk.open(folder, \'r\');\n\ttry {\n\t\tdisk.sync(fd);', replace: '\tconst fd = disk.open(folder, \'r\');\n\ttry {\n\t\tdisk.size(fd);'}],
	},
	{
		name: 'no fsync of the log', suite: 'power', edits: [{file: 'source/store/run/append-log.ts', find: 'encodeLine(event), () => {\n\t\t\t\tsyncFile(descriptor);\n\t\t\t});', replace: 'encodeLine(event));'}],
	},
	{
		name: 'attachments of a posted reply not synced', suite: 'power', story: 'reply-by-command', edits: [{file: 'source/store/message/mailbox-files.ts', find: '\t\t\t\tsyncFile(descriptor);\n', replace: ''}],
	},
	{
		name: 'copy, then unlink, instead of rename', suite: 'crashes', story: 'reply-by-hand', edits: [{file: durable, find: '\tdisk.rename(from, to);\n\tsyncFolder(path.dirname(to));\n\tif', replace: '\tif (fs.statSync(from).isFile()) {\n\t\tfs.copyFileSync(from, to);\n\t\tdisk.unlink(from);\n\t} else {\n\t\tdisk.rename(from, to);\n\t}\n\n\tsyncFolder(path.dirname(to));\n\tif'}],
	},
	{
		// The order in which things are taken hides it from the stories; a human who empties a history does not.
		name: 'numbers from the folders alone', suite: 'rules', rules: 'test/store/message/message-files.test.ts', edits: [{file: archive, find: 'Math.max(last, numbered(history).at(-1)?.number ?? 0) + 1', replace: '(last < 0 ? last : numbered(history).at(-1)?.number ?? 0) + 1'}],
	},
	{
		name: 'one write, its count not looked at', suite: 'crashes', edits: [{file: durable, find: '\t\toffset += written;', replace: '\t\toffset += bytes.length;'}],
	},
	{
		name: 'lock stolen for an old heartbeat', suite: 'crashes', story: 'plain-turn', edits: [{file: 'source/store/run/run-lock.ts', find: '!isGone(holder.record)', replace: 'Date.now() - holder.heartbeat < 10_000'}, {file: 'source/store/run/run-lock.ts', find: 'lock: layout.lock, complete, read: readRecord, isGone,', replace: 'lock: layout.lock, complete, read: readRecord, isGone: () => true,'}],
	},
	{
		name: 'lock kept for whoever died with it', suite: 'crashes', story: 'plain-turn', edits: [{file: 'source/store/run/steal-lock.ts', find: 'claimant === undefined || !steal.isGone(claimant)', replace: 'claimant !== undefined'}],
	},
	{
		name: 'the pid is killed, not its group and descendants',
		suite: 'kills',
		story: 'interrupt',
		edits: [
			{file: 'source/agents/process/kill-tree.ts', find: 'const found = withDescendants(table, new Set([...find(table), ...kept].filter(pid => !spared.has(pid))));', replace: 'const found = new Set([...find(table), ...kept].filter(pid => !spared.has(pid)));'},
			{file: 'source/agents/process/kill-tree.ts', find: 'row.group === pid ||', replace: 'row.pid === pid || (graceOf(options) < 0) ||'},
			{file: 'source/agents/process/kill-tree.ts', find: '(mark !== undefined && !isOlder(row, since) && hasMark(row.pid, mark))', replace: 'hasMark(row.pid, String(mark === undefined && since === null))'},
			{file: 'source/agents/process/kill-tree.ts', find: '/** Ends a process group that this process started', replace: 'const graceOf = (options: KillOptions): number => options.graceMilliseconds ?? 0;\n\n/** Ends a process group that this process started'},
		],
	},
	{
		name: 'leftovers known by their record alone', suite: 'crashes', story: 'plain-turn', edits: [{file: recovery, find: 'tag: tagBeginning(flow.repo), folder: flow.repo, processes', replace: 'tag: undefined, folder: \'/nowhere\', processes'}],
	},
	{
		name: 'a git that outlives its worker is not found', suite: 'rules', rules: 'test/cli/orphaned-git.test.ts', edits: [{file: 'source/engine/start/open-flow.ts', find: 'env: {[workerTagName]: tag}', replace: 'env: {}'}, {file: 'source/agents/process/kill-tree.ts', find: 'export const workerTagName =', replace: 'export const workerTagName: string ='}],
	},
	{
		name: 'result logged before its effect', suite: 'crashes', story: 'notices-with-attachments', edits: [{file: outbox, find: '\tconst {attachments, skipped} = archiveDispatch(flow.run, number, dispatch);\n', replace: '\tnoteArchived(flow, {...dispatch, number, attachments: []}, {ticket: current, turn});\n\tconst {attachments, skipped} = archiveDispatch(flow.run, number, dispatch);\n\tif (attachments.length >= 0) {\n\t\treturn;\n\t}\n\n'}],
	},
	{
		name: 'command deleted before it is in the log', suite: 'crashes', story: 'reply-by-command', edits: [{file: mailbox, find: '\t\t\tobey(flow, read.command);', replace: '\t\t\tremoveCommand(read.file);\n\t\t\tobey(flow, read.command);'}],
	},
	{
		name: 'torn last line not cut', suite: 'crashes', story: 'plain-turn', edits: [{file: 'source/store/run/append-log.ts', find: 'read.damagedLine === undefined && read.wholeBytes < read.size', replace: 'read.damagedLine === undefined && read.wholeBytes < 0'}],
	},
	{
		name: 'unknown outcome taken for "not sent"', suite: 'crashes', story: 'plain-turn', edits: [{file: recovery, find: '!wasStarted && said.length === 0', replace: 'said.length >= 0'}],
	},
	{
		name: 'reply answered when its turn starts', suite: 'crashes', story: 'reply-by-command', edits: [{file: 'source/domain/run/reduce-ticket.ts', find: '\t\tturnsSinceGo: state.turnsSinceGo + first,\n', replace: '\t\tturnsSinceGo: state.turnsSinceGo + first,\n\t\treplies: state.replies.map(reply => event.replies.includes(reply.number) ? {...reply, answered: true} : reply),\n'}],
	},
	{
		name: 'archived messages not taken into the log', suite: 'crashes', story: 'notices-with-attachments', edits: [{file: recovery, find: 'const adopted = adoptArchived(flow);', replace: 'const adopted = 0;'}],
	},
	{
		name: 'commits not taken into the log', suite: 'crashes', story: 'plain-turn', edits: [{file: recovery, find: '\tawait adoptCommit(flow);\n', replace: ''}],
	},
	{
		name: 'question whose item was not opened left so', suite: 'crashes', story: 'reply-by-command', edits: [{file: recovery, find: '\tmendQuestionItems(flow);\n', replace: ''}],
	},
	{
		name: 'outbox cleared before its attachments', suite: 'crashes', story: 'notices-with-attachments', edits: [{file: archive, find: '\tif (staged !== undefined) {\n\t\tremoveStaged(staged);\n\t}\n\n\tremoveWhole(run.dispatchFile);\n', replace: '\tremoveWhole(run.dispatchFile);\n\tif (staged !== undefined) {\n\t\tremoveStaged(staged);\n\t}\n'}],
	},
	{
		name: 'process on record only after its prompt', suite: 'crashes', story: 'plain-turn', edits: [{file: 'source/engine/turn/run-turn.ts', find: 'keepProcess(flow.run, {', replace: 'String({'}],
	},
];

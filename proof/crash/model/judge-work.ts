import type {Evidence, RunEvidence} from './evidence.js';

const doubles = (items: readonly string[]): readonly string[] => items.filter((item, index) => items.indexOf(item) !== index);

/** Commits: each of the worker's is in the log once, none is there twice, and no line of work is missing or doubled. */
export const judgeCommits = (evidence: Evidence, workers: readonly number[]): readonly string[] => {
	const {commits, runs, journal, work, dirty} = evidence;
	const logged = runs.flatMap(run => run.events.filter(event => event.type === 'committed').map(event => String(event.commit)));
	const hashes = commits.map(commit => commit.hash);
	const lines = Object.values(work).flatMap(text => text.split('\n'));
	const done = [...new Set(journal.filter(note => note.what === 'worked').map(note => note.rest))];
	return [
		...hashes.filter(hash => !logged.includes(hash)).map(hash => `commit ${hash.slice(0, 10)} is not in the log`),
		...logged.filter(hash => !hashes.includes(hash)).map(hash => `commit ${hash.slice(0, 10)} is in the log and not in the repository`),
		...doubles(logged).map(hash => `commit ${hash.slice(0, 10)} is in the log twice`),
		...doubles(commits.map(commit => `${commit.subject} (${commit.trailers.join(' ')})`)).map(commit => `committed twice: ${commit}`),
		...commits.filter(commit => commit.trailers.length !== 1 || !/^Car-Turn: \S+\/\d+$/v.test(commit.trailers[0] ?? '')).map(commit => `commit ${commit.subject} has the trailers ${commit.trailers.join(', ')}`),
		...workers.flatMap(number => {
			const own = commits.filter(commit => commit.subject.startsWith(`TICKET-${String(number).padStart(3, '0')}: `));
			return own.length === 1 ? [] : [`ticket ${number} has ${own.length} commits`];
		}),
		...done.flatMap(me => {
			const times = lines.filter(line => line === me).length;
			return times === 1 ? [] : [`the work of ${me} is committed ${times} times`];
		}),
		...(dirty.length === 0 ? [] : [`left in the tree: ${dirty.join(', ')}`]),
	];
};

const judgeLog = (run: RunEvidence): readonly string[] => {
	const seqs = run.events.map(event => event.seq);
	const all = [...seqs, ...run.transcripts.flatMap(transcript => transcript.seqs)].map(String);
	const last = run.events.findLast(event => event.type === 'run_state_changed');
	const starts = run.events.filter(event => event.type === 'run_started').length;
	const items = new Set<string>();
	for (const event of run.events) {
		if (event.type === 'item_opened') {
			items.add(String(event.id));
		} else if (event.type === 'item_closed') {
			items.delete(String(event.id));
		}
	}

	return [
		...run.badLines.map(line => `events.jsonl:${line} is no event`),
		...run.transcripts.flatMap(transcript => transcript.badLines.map(line => `${transcript.name}:${line} is no event`)),
		...(seqs.every((seq, index) => index === 0 || seq > (seqs[index - 1] ?? 0)) ? [] : ['seq does not rise']),
		...doubles(all).map(seq => `seq ${seq} is there twice`),
		...(starts === 1 && run.events[0]?.type === 'run_started' ? [] : [`the run began ${starts} times`]),
		...(last?.status === 'completed' ? [] : [`the run ended ${String(last?.status)}`]),
		...[...items].map(item => `the inbox item ${item} stays open`),
	];
};

/** Everything that was written is whole, and nothing is left lying about. */
export const judgeFiles = (evidence: Evidence, tickets: readonly string[]): readonly string[] => {
	const {runs, journal, acts} = evidence;
	const posted = [...acts.commands, ...new Set(journal.filter(note => note.what === 'posted').map(note => note.rest))];
	return [
		// A run whose very first line was cut short never was.
		...runs.filter(run => run.events.length > 0).flatMap(run => judgeLog(run)),
		...runs.flatMap(run => [
			...run.commands.map(name => `the command ${name} was never taken`),
			...run.leftInOutbox.map(name => `${name} was left behind`),
			...run.debris.map(name => `half a write is left: ${name}`),
		]),
		...posted.flatMap(id => {
			const answers = runs.flatMap(run => run.events.filter(event => event.command_id === id));
			return answers.length === 1 && answers[0]?.type !== 'command_refused' ? [] : [`the command ${id} was answered by ${answers.map(event => event.type).join(', ') || 'nothing'}`];
		}),
		...tickets.flatMap((text, index) => {
			const found = evidence.tickets[index];
			return found?.text === text.replace('done: false', 'done: true') ? [] : [`ticket ${index + 1} is not as it should be: ${JSON.stringify(found?.text)}`];
		}),
		...runs.flatMap(run => {
			const numbers = [...new Set(run.events.filter(event => event.type === 'ticket_selected').map(event => String(event.number)))];
			return numbers.flatMap(number => ['before', 'after'].filter(moment => !evidence.refs.includes(`refs/car/${run.runId}/${number}/${moment}`)).map(moment => `the ref ${number}/${moment} of ${run.runId} is missing`));
		}),
		...(evidence.isLocked ? ['a living process holds the lock'] : []),
		...evidence.survivors.map(pid => `process ${pid} of a worker is still there`),
	];
};

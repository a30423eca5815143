import type {Evidence, LogEvent, RunEvidence} from './evidence.js';

const finished = (run: RunEvidence, turn: number): readonly LogEvent[] => run.events.filter(event => event.type === 'turn_finished' && event.turn === turn);

/** Prompts: none sent twice, none that nobody asked for, and each with exactly one end in the log that did happen. */
export const judgeTurns = (evidence: Evidence, expectedTurns: number): readonly string[] => {
	const {prompts, runs, acts, journal} = evidence;
	const sins: string[] = [];
	const sent = new Map<string, number>();
	for (const {run, turn} of prompts) {
		sent.set(`${run}-${turn}`, (sent.get(`${run}-${turn}`) ?? 0) + 1);
	}

	for (const [turn, times] of sent) {
		if (times > 1) {
			sins.push(`turn ${turn} was sent ${times} times: silently repeated`);
		}
	}

	if (prompts.length > expectedTurns + acts.outcomes.length) {
		sins.push(`${prompts.length} prompts were sent where ${expectedTurns} do and the human asked ${acts.outcomes.length} times for more`);
	}

	if (prompts.length < expectedTurns) {
		sins.push(`only ${prompts.length} of ${expectedTurns} prompts were sent: a turn was lost`);
	}

	for (const {run, turn} of prompts) {
		const ends = finished(runs.find(candidate => candidate.runId === run) ?? {...emptyRun, runId: run}, turn);
		if (ends.length !== 1) {
			sins.push(`turn ${run}-${turn} has ${ends.length} ends in the log`);
		}
	}

	for (const run of runs) {
		for (const event of run.events.filter(each => each.type === 'turn_finished' && each.outcome === 'completed')) {
			const name = `${run.runId}-${String(event.turn)}`;
			const isSaidByHuman = acts.outcomes.some(outcome => outcome.run === run.runId && outcome.turn === event.turn && outcome.happened);
			if (!isSaidByHuman && !journal.some(note => note.what === 'ended' && note.turn === name)) {
				sins.push(`turn ${name} is completed in the log, and the agent never came to its end`);
			}
		}
	}

	return sins;
};

const emptyRun: Omit<RunEvidence, 'runId'> = {
	badLines: [], events: [], transcripts: [], dispatches: [], replies: [], commands: [], leftInOutbox: [], debris: [],
};

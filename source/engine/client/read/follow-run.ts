import type {FlowEvent, LogLine} from '../../../domain/event/flow-event.js';
import {reduceRun} from '../../../domain/run/reduce-run.js';
import type {RunState} from '../../../domain/run/run-state.js';
import {followFile, type FollowedFile} from '../../../store/run/follow-file.js';
import type {Layout, RunLayout} from '../../../store/folder/layout.js';
import {listRuns} from '../../../store/run/run-folders.js';

/** The fold of one run, kept up by reading only what was added. */
export type FollowedRun = {
	readonly state: () => RunState | null;
	/** New lines of both logs in the order of `seq`; agent events only of turns that are open or ended since the last read. */
	readonly read: () => readonly LogLine[];
};

/** What is read at first of turns that have ended: nothing; of those that began after the event `after`, all; with `tailBytes`, the end of the last. */
export type Beginning = {readonly after?: number; readonly tailBytes?: number | undefined};

export const followRun = (run: RunLayout, {after = Number.POSITIVE_INFINITY, tailBytes}: Beginning): FollowedRun => {
	const events = followFile(run.events);
	let state: RunState | undefined;
	let transcript: {readonly turn: number; readonly file: FollowedFile} | undefined;
	const fold = (lines: readonly LogLine[]): readonly FlowEvent[] => {
		const flowEvents = lines.filter((line): line is FlowEvent => line.type !== 'agent_event');
		for (const event of flowEvents) {
			state = reduceRun(state, event);
		}

		return flowEvents;
	};

	const readTranscript = (turn: number): readonly LogLine[] => {
		if (transcript?.turn !== turn) {
			transcript = {turn, file: followFile(run.turn(turn), transcript === undefined ? tailBytes : undefined)};
		}

		return transcript.file.read();
	};

	let isFirst = true;
	return {
		state: () => state ?? null,
		read() {
			const first = fold(events.read());
			const started = first.filter(event => event.type === 'turn_started');
			// Turns that ended before anybody watched are read on demand, not replayed.
			const begun = (isFirst ? started.filter(event => event.seq > after) : started).map(event => event.turn);
			const turns = [...new Set([...(transcript === undefined ? [] : [transcript.turn]), ...begun])];
			const open = state?.openTurn?.turn ?? (isFirst && tailBytes !== undefined ? started.at(-1)?.turn : undefined);
			if (open !== undefined && !turns.includes(open)) {
				turns.push(open);
			}

			isFirst = false;
			const said = turns.flatMap(turn => readTranscript(turn));
			// The log is read again last: a line of it that is older than something the agent said must not be missing.
			const second = said.length === 0 ? [] : fold(events.read());
			return [...first, ...said, ...second].toSorted((one, other) => one.seq - other.seq);
		},
	};
};

/** The newest run of a repository, looked for again at each call; undefined before the first, and when its log was taken away. */
export const followNewest = (layout: Layout, beginning: (runId: string) => Beginning = () => ({})): (() => {readonly runId: string; readonly run: FollowedRun} | undefined) => {
	let newest: {readonly runId: string; readonly run: FollowedRun} | undefined;
	return () => {
		const runId = listRuns(layout).at(-1)?.runId;
		if (runId !== newest?.runId) {
			newest = runId === undefined ? undefined : {runId, run: followRun(layout.run(runId), beginning(runId))};
		}

		return newest;
	};
};

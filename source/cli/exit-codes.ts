import type {ReasonCode, RunStatus} from '../domain/event/flow-event.js';

export const exitCodes = {
	completed: 0,
	failed: 1,
	usage: 2,
	needsHuman: 3,
	stopped: 4,
	otherWorker: 5,
	oneStepDone: 6,
} as const;

/** The exit code of `run`, `resume` and `report` for the state a run is in. With `--once` the rest after the step is the user's own wish, not a need. */
export const exitCodeOf = (run: {readonly status: RunStatus; readonly reasonCode: ReasonCode | null}, isOnce: boolean): number => {
	switch (run.status) {
		case 'running':
		case 'completed': {
			return exitCodes.completed;
		}

		case 'failed': {
			return exitCodes.failed;
		}

		case 'stopped': {
			return exitCodes.stopped;
		}

		case 'paused': {
			return isOnce && run.reasonCode === 'paused_by_you' ? exitCodes.oneStepDone : exitCodes.needsHuman;
		}

		default: {
			return run.status satisfies never;
		}
	}
};

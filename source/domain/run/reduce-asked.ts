import type {FlowEvent} from '../event/flow-event.js';
import type {Asked, RunState} from './run-state.js';

export const nothingAsked: Asked = {
	wish: null, once: false, maxTurns: null, from: 0,
};

/** What is asked after an event. */
export const askedAfter = ({asked, turn}: Pick<RunState, 'asked' | 'turn'>, event: FlowEvent): Asked => {
	switch (event.type) {
		case 'run_started': {
			return {...nothingAsked, once: event.once === true, maxTurns: event.max_turns ?? null};
		}

		case 'run_state_changed': {
			if (event.went_on === true) {
				return {
					wish: null, once: event.once === true, maxTurns: event.max_turns ?? null, from: turn,
				};
			}

			return event.status === 'running' ? asked : {...asked, wish: null};
		}

		case 'command_done': {
			return event.wish === undefined || asked.wish === 'stop' ? asked : {...asked, wish: event.wish};
		}

		default: {
			return asked;
		}
	}
};

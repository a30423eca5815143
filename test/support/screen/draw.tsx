import {render} from 'ink-testing-library';
import type {RepositorySnapshot} from '../../../source/engine/client/flow-client.js';
import type {Action, Message} from '../../../source/tui/message.js';
import {MainScreen} from '../../../source/tui/screens/main-screen.js';
import {firstState, type AppState} from '../../../source/tui/state.js';
import {update} from '../../../source/tui/update/update.js';

export type Scene = {
	readonly snapshot: RepositorySnapshot;
	readonly size: readonly [columns: number, rows: number];
	readonly ascii?: boolean;
	readonly repoName?: string;
	readonly steps?: ReadonlyArray<Action | Message>;
};

/** The state after these messages; what `update` wants done is not done. */
export const stateOf = ({snapshot, size: [columns, rows], ascii = false, repoName = 'api', steps = []}: Scene): AppState => {
	let state = firstState({
		size: {columns, rows}, ascii, place: 'api', repoName, greeting: undefined, now: Date.parse('2026-11-22T03:02:14.000Z'),
	});
	for (const message of [{type: 'engine', events: [{type: 'snapshot', snapshot}]} as const, ...steps]) {
		[state] = update(state, typeof message === 'string' ? {type: 'act', action: message} : message);
	}

	return state;
};

/** A state as the screen shows it, with its styles. */
export const paintState = (state: AppState): string => {
	const {lastFrame, unmount} = render(<MainScreen state={state} theme={{color: false}} send={() => undefined} isElsewhere={false}/>);
	const frame = lastFrame() ?? '';
	unmount();
	return frame;
};

/** A state as the screen shows it, without its styles. */
export const drawState = (state: AppState): string =>
	paintState(state).replaceAll(/\u001B\[[\d;]*m/g, '').split('\n').map(line => line.trimEnd()).join('\n');

/** The screen after these messages, without its styles. */
export const draw = (scene: Scene): string => drawState(stateOf(scene));

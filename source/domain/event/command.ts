/** What a surface asks of the worker; one file each in `commands/`. The id makes twice count once. */
export type CommandBody
	= | {readonly type: 'pause_after_turn'}
		| {readonly type: 'interrupt_turn'}
		| {readonly type: 'stop'}
		| {
			readonly type: 'reply';
			/** Inbox item it answers; absent: the oldest open question, or the next turn when nothing is asked. */
			readonly to?: string;
			readonly text: string;
			readonly title?: string;
			/** File names below `reply/<command id>/`. */
			readonly attachments: readonly string[];
			/** Join the running turn instead of waiting for the next, where the agent can. */
			readonly now?: boolean;
		}
		| {readonly type: 'answer_approval'; readonly request_id: string; readonly decision: 'once' | 'session' | 'deny' | 'cancel'}
		| {readonly type: 'answer_outcome'; readonly turn: number; readonly happened: boolean};

export type Command = CommandBody & {readonly id: string; readonly at: string};

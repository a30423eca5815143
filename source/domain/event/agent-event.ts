/** How much of a limit of the agent's account is used. */
export type UsageLimit = {
	/** Its window in words, as `5 h` or `week`. */
	readonly name: string;
	readonly used_percent: number;
	/** ISO 8601; null when nobody says. */
	readonly resets_at: string | null;
};

/** What one agent says during one turn. Exactly one of `completed`, `failed`, `interrupted` ends an attempt, and nothing follows it. */
export type AgentEvent
	= | {readonly type: 'session_started'; readonly conversation_id: string; /** The model that answers, where the agent tells. */ readonly model?: string}
		| {readonly type: 'output_delta'; readonly channel: OutputChannel; readonly text: string; readonly call_id?: string}
		| {readonly type: 'tool_call'; readonly call_id: string; readonly name: string; readonly summary: string}
		| {readonly type: 'tool_result'; readonly call_id: string; readonly ok: boolean; readonly summary: string; readonly exit_code?: number}
		| {readonly type: 'plan_updated'; readonly plan: ReadonlyArray<{readonly text: string; readonly done: boolean}>}
		| {readonly type: 'diff_updated'; readonly diff: string}
		| {readonly type: 'approval_requested'; readonly request_id: string; readonly kind: string; readonly description: string; readonly cwd?: string; readonly diff?: string}
		| {readonly type: 'token_usage'; readonly input: number; readonly output: number; readonly total: number; /** Of the account, where the agent tells. */ readonly limits?: readonly UsageLimit[]}
		| {readonly type: 'notice'; readonly text: string}
		| AgentEnd;

export type OutputChannel = 'message' | 'reasoning' | 'tool';

/** `retry` says what can help: nothing (`never`), trying again (`transient`), or waiting for a usage limit (`limit`, with its reset time if known). */
export type AgentEnd
	= | {readonly type: 'completed'; readonly message: string}
		| {readonly type: 'failed'; readonly message: string; readonly retry: 'never' | 'transient' | 'limit'; readonly until?: string}
		| {readonly type: 'interrupted'; readonly reason: string};

export const isEnd = (event: AgentEvent): event is AgentEnd =>
	event.type === 'completed' || event.type === 'failed' || event.type === 'interrupted';

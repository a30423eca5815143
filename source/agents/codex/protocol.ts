import * as z from 'zod/mini';

/** Versions of codex that the tests drive; others are told apart by their number alone. */
export const testedVersions = {oldest: '0.169.0', newest: '0.169'} as const;

const text = z.nullish(z.string());
const number = z.nullish(z.number());

/** One word, or an object whose only key is the word. */
const errorInfo = z.nullish(z.union([z.string(), z.record(z.string(), z.unknown())]));

export const turnError = z.object({message: z.string(), codexErrorInfo: errorInfo, additionalDetails: text});

export type TurnError = z.infer<typeof turnError>;

const change = z.object({path: z.string(), kind: z.object({type: z.string()}), diff: z.string()});

/** The items this version knows how to show, by their type. */
const items = {
	userMessage: z.object({id: z.string(), clientId: text}),
	agentMessage: z.object({id: z.string(), text: z.string(), phase: text}),
	reasoning: z.object({id: z.string(), summary: z.array(z.string()), content: z.array(z.string())}),
	commandExecution: z.object({
		id: z.string(), command: z.string(), status: z.string(), aggregatedOutput: text, exitCode: number,
	}),
	fileChange: z.object({id: z.string(), changes: z.array(change), status: z.string()}),
	mcpToolCall: z.object({
		id: z.string(), server: z.string(), tool: z.string(), status: z.string(), arguments: z.unknown(), error: z.nullish(z.object({message: z.string()})), result: z.nullish(z.object({content: z.array(z.unknown())})),
	}),
	dynamicToolCall: z.object({
		id: z.string(), tool: z.string(), status: z.string(), arguments: z.unknown(),
	}),
	collabAgentToolCall: z.object({
		id: z.string(), tool: z.string(), status: z.string(), prompt: text,
	}),
	webSearch: z.object({id: z.string(), query: z.string()}),
	imageView: z.object({id: z.string(), path: z.string()}),
	contextCompaction: z.object({id: z.string()}),
} as const;

type Items = typeof items;

export type Item = {readonly [Type in keyof Items]: {readonly type: Type} & z.infer<Items[Type]>}[keyof Items];

export type FileChange = z.infer<typeof change>;

/** Items that say nothing a human needs. */
const silentItems: ReadonlySet<string> = new Set(['hookPrompt', 'functionCallOutput', 'plan', 'subAgentActivity', 'sleep', 'imageGeneration', 'enteredReviewMode', 'exitedReviewMode']);

const anyItem = z.looseObject({type: z.string(), id: z.string()});

export type ItemReading = {readonly type: 'item'; readonly item: Item} | {readonly type: 'silent'} | {readonly type: 'unknown'; readonly name: string};

/** An item of a type and shape we know. */
export const readItem = (value: unknown): ItemReading => {
	const any = anyItem.safeParse(value);
	if (!any.success) {
		return {type: 'unknown', name: 'an item without type or id'};
	}

	const {type} = any.data;
	if (silentItems.has(type)) {
		return {type: 'silent'};
	}

	const shape = Object.hasOwn(items, type) ? items[type as keyof Items] : undefined;
	const read = shape?.safeParse(value);
	if (read?.success !== true) {
		return {type: 'unknown', name: `item ${type.slice(0, 80)}`};
	}

	const item: unknown = {...read.data, type};
	return {type: 'item', item: item as Item};
};

export const turn = z.object({
	id: z.string(), status: z.string(), items: z.array(z.unknown()), error: z.nullish(turnError),
});

export type Turn = z.infer<typeof turn>;

const breakdown = z.object({totalTokens: z.number(), inputTokens: z.number(), outputTokens: z.number()});

const limitWindow = z.nullish(z.object({usedPercent: z.number(), windowDurationMins: number, resetsAt: number}));

export const rateLimits = z.object({limitId: text, primary: limitWindow, secondary: limitWindow});

export type RateLimits = z.infer<typeof rateLimits>;

const place = {threadId: z.string(), turnId: z.string()};

const delta = z.object({...place, itemId: z.string(), delta: z.string()});

/** The notifications this version acts on, with the fields it reads. */
export const notifications = {
	'turn/started': z.object({threadId: z.string(), turn}),
	'turn/completed': z.object({threadId: z.string(), turn}),
	'turn/plan/updated': z.object({...place, plan: z.array(z.object({step: z.string(), status: z.string()}))}),
	'turn/diff/updated': z.object({...place, diff: z.string()}),
	'item/started': z.object({...place, item: z.unknown()}),
	'item/completed': z.object({...place, item: z.unknown()}),
	'item/agentMessage/delta': delta,
	'item/reasoning/summaryTextDelta': delta,
	'item/reasoning/textDelta': delta,
	'item/reasoning/summaryPartAdded': z.object({...place, itemId: z.string(), summaryIndex: z.number()}),
	'item/commandExecution/outputDelta': delta,
	'item/fileChange/patchUpdated': z.object({...place, itemId: z.string(), changes: z.array(change)}),
	'thread/tokenUsage/updated': z.object({...place, tokenUsage: z.object({total: breakdown, last: breakdown})}),
	'account/rateLimits/updated': z.object({rateLimits}),
	'model/rerouted': z.object({...place, fromModel: z.string(), toModel: z.string()}),
	error: z.object({...place, error: turnError, willRetry: z.boolean()}),
	warning: z.object({threadId: text, message: z.string()}),
} as const;

type Notifications = typeof notifications;

export type Notification = {readonly [Method in keyof Notifications]: {readonly method: Method; readonly params: z.infer<Notifications[Method]>}}[keyof Notifications];

/** Everything else 0.169.0 says; no news for a turn. */
const silentMethods: ReadonlySet<string> = new Set([
	...['started', 'status/changed', 'readState/changed', 'archived', 'deleted', 'unarchived', 'closed', 'reverted', 'name/updated', 'section/changed', 'attachment/updated', 'goal/updated', 'prediction/updated', 'goal/cleared', 'queue/changed', 'project/updated', 'environment/connected', 'environment/disconnected', 'settings/updated', 'compacted', 'realtime/started', 'realtime/itemAdded', 'realtime/item/started', 'realtime/item/transcript/delta', 'realtime/item/completed', 'realtime/transcript/delta', 'realtime/transcript/done', 'realtime/outputAudio/delta', 'realtime/sdp', 'realtime/error', 'realtime/closed'].map(name => `thread/${name}`),
	'skills/changed',
	'project/changed',
	'hook/started',
	'hook/completed',
	'item/autoApprovalReview/started',
	'item/autoApprovalReview/completed',
	'autoApprovalReview/strictReviewRequired',
	'rawResponseItem/completed',
	'rawResponse/completed',
	'item/plan/delta',
	'command/exec/outputDelta',
	'process/outputDelta',
	'process/exited',
	'item/commandExecution/terminalInteraction',
	'item/fileChange/outputDelta',
	'serverRequest/resolved',
	'item/mcpToolCall/progress',
	'mcpServer/oauthLogin/completed',
	'mcpServer/startupStatus/updated',
	'mcpServer/event/stream/notification',
	'account/updated',
	'account/gatewayOAuth/changed',
	'app/list/updated',
	'remoteControl/status/changed',
	'externalAgentConfig/import/progress',
	'externalAgentConfig/import/completed',
	'fs/changed',
	'model/verification',
	'modelProvider/authRecoveryStarted',
	'modelProvider/authRecoveryCompleted',
	'turn/moderationMetadata',
	'model/safetyBuffering/updated',
	'guardianWarning',
	'deprecationNotice',
	'configWarning',
	'fuzzyFileSearch/sessionUpdated',
	'fuzzyFileSearch/sessionCompleted',
	'windows/worldWritableWarning',
	'windowsSandbox/setupCompleted',
	'account/login/completed',
]);

export type NotificationReading = {readonly type: 'notification'; readonly notification: Notification} | {readonly type: 'silent'} | {readonly type: 'unknown'; readonly name: string};

/** A notification we act on, one we know and pass over, or one that this version does not know (or not in this shape). */
export const readNotification = (method: string, params: unknown): NotificationReading => {
	if (silentMethods.has(method)) {
		return {type: 'silent'};
	}

	const shape = Object.hasOwn(notifications, method) ? notifications[method as keyof Notifications] : undefined;
	const read = shape?.safeParse(params);
	if (read?.success !== true) {
		return {type: 'unknown', name: method.slice(0, 80)};
	}

	const notification: unknown = {method, params: read.data};
	return {type: 'notification', notification: notification as Notification};
};

/** Answers to our own requests. */
export const answers = {
	initialize: z.object({userAgent: z.string()}),
	account: z.object({account: z.nullish(z.looseObject({type: z.string()})), requiresOpenaiAuth: z.boolean()}),
	thread: z.object({thread: z.object({id: z.string()}), model: z.string(), sandbox: z.looseObject({type: z.string()})}),
	turn: z.object({turn: z.object({id: z.string()})}),
	turns: z.object({data: z.array(turn)}),
	terminals: z.object({data: z.array(z.unknown())}),
	exec: z.object({exitCode: z.number(), stderr: z.string()}),
	config: z.object({config: z.looseObject({sandbox_workspace_write: z.nullish(z.looseObject({network_access: z.nullish(z.boolean())}))})}),
	any: z.unknown(),
} as const;

import {setTimeout as wait} from 'node:timers/promises';
import type {CommandBody} from '../../../domain/event/command.js';
import {itemName} from '../../../domain/run/question-for.js';
import type {FlowClient, InboxEntry, RepositorySnapshot} from '../../../engine/client/flow-client.js';
import {UserError} from '../../../domain/user-error.js';
import type {Context} from '../../command.js';
import {faint} from '../../output.js';
import {withClient} from '../../ask/repository.js';
import {isWorking} from '../../rest.js';

export type Answer
	= | {readonly type: 'allow' | 'deny' | 'happened' | 'again'; readonly to: string | undefined}
		| {
			readonly type: 'text';
			readonly to: string | undefined;
			readonly text: string;
			readonly title: string | undefined;
			/** Say it in the middle of the running turn. */
			readonly now: boolean;
			/** Absolute paths. */
			readonly attachments: readonly string[];
		};

/** How long the worker may take to say what became of the reply, in milliseconds. */
const patience = 10_000;

/** How long a running turn may take to say that it hears a reply, in milliseconds; an agent that cannot says nothing. */
const steering = 3000;

const kinds = {
	text: ['question'], allow: ['approval'], deny: ['approval'], happened: ['outcome'], again: ['outcome'],
} as const satisfies Record<Answer['type'], ReadonlyArray<InboxEntry['kind']>>;

/** Approvals are also named without their prefix. */
const isNamed = (entry: InboxEntry, name: string): boolean =>
	entry.id === itemName(name) || (entry.kind === 'approval' && entry.id === `approval-${name}`);

/** The item an answer belongs to; undefined when text answers nothing in particular. The oldest that fits when none is named, so that an answer never lands on a later question. */
const itemFor = (answer: Answer, inbox: readonly InboxEntry[]): InboxEntry | undefined => {
	const fitting: ReadonlyArray<InboxEntry['kind']> = kinds[answer.type];
	if (answer.to === undefined) {
		const oldest = inbox.find(entry => fitting.includes(entry.kind));
		if (oldest === undefined && answer.type !== 'text') {
			throw new UserError(`Nothing waits for --${answer.type}.`, 'car inbox shows what waits.');
		}

		return oldest;
	}

	const {to} = answer;
	const entry = inbox.find(candidate => isNamed(candidate, to));
	if (entry === undefined) {
		throw new UserError(`${to} is not open: it was answered already, or never asked.`, inbox.length === 0 ? 'Nothing waits for you.' : `Open now: ${inbox.map(({id}) => id).join(', ')}.`);
	}

	if (answer.type !== 'text' && !fitting.includes(entry.kind)) {
		throw new UserError(`${entry.id} is no ${fitting[0] === 'approval' ? 'approval' : 'unknown outcome'}, so --${answer.type} does not answer it.`, `What can be done: ${entry.next}`);
	}

	return entry;
};

const commandFor = (answer: Answer, entry: InboxEntry | undefined): CommandBody => {
	switch (answer.type) {
		case 'text': {
			return {
				type: 'reply',
				text: answer.text,
				attachments: answer.attachments.map(file => file.split('/').at(-1) ?? file),
				...entry === undefined ? {} : {to: entry.id},
				...answer.title === undefined ? {} : {title: answer.title},
				...answer.now ? {now: true} : {},
			};
		}

		case 'allow':
		case 'deny': {
			return {type: 'answer_approval', request_id: (entry?.id ?? '').replace(/^approval-/v, ''), decision: answer.type === 'allow' ? 'once' : 'deny'};
		}

		case 'happened':
		case 'again': {
			return {type: 'answer_outcome', turn: Number(/\d+$/v.exec(entry?.id ?? '')?.[0]), happened: answer.type === 'happened'};
		}

		default: {
			return answer satisfies never;
		}
	}
};

/** What the worker made of a command, as soon as its log says so; undefined when it says nothing for too long. */
const outcomeOf = async (client: FlowClient, id: string): Promise<{readonly snapshot: RepositorySnapshot; readonly outcome: string} | undefined> => {
	const deadline = Date.now() + patience;
	while (Date.now() < deadline) {
		const snapshot = await client.snapshot();
		const outcome = snapshot.run?.commands[id];
		if (outcome !== undefined) {
			return {snapshot, outcome};
		}

		await wait(50);
	}

	return undefined;
};

/** The snapshot after the running turn has taken the reply, or after it had time to: the worker takes the command first and then asks the agent. */
const untilHeard = async (client: FlowClient, id: string, first: RepositorySnapshot): Promise<RepositorySnapshot> => {
	const deadline = Date.now() + steering;
	let snapshot = first;
	while (Date.now() < deadline && snapshot.run?.openTurn && snapshot.receipts.some(({commandId, turn}) => commandId === id && turn === null)) {
		await wait(50);
		snapshot = await client.snapshot();
	}

	return snapshot;
};

const sayReceipt = (context: Context<unknown>, id: string, snapshot: RepositorySnapshot): void => {
	const receipt = snapshot.receipts.find(({commandId}) => commandId === id);
	const where = receipt?.turn ? `delivered in turn ${receipt.turn}` : 'queued for the next turn';
	context.out.line(receipt === undefined ? 'Answered.' : `Reply ${receipt.reply} is ${where}.`);
	context.out.line([faint('  car status shows where the run stands, car log --follow what it says.')]);
};

const send = async (context: Context<unknown>, client: FlowClient, answer: Answer, start: boolean): Promise<number> => {
	const before = await client.snapshot();
	const isOver = before.run === null || before.run.status === 'completed' || before.run.status === 'failed';
	// Of a finished run the client says better why nothing can be answered.
	const entry = isOver && answer.type === 'text' ? undefined : itemFor(answer, before.inbox);
	const command = await client.send(commandFor(answer, entry), {attachments: answer.type === 'text' ? answer.attachments : [], start});
	if (!start && !isWorking(before)) {
		context.out.line('Your answer waits for the next car run.');
		return 0;
	}

	const answered = await outcomeOf(client, command.id);
	if (answered === undefined) {
		context.out.error('The worker has not picked your answer up yet. It is kept: the next car run takes it.');
		return 1;
	}

	if (answered.outcome !== 'done') {
		throw new UserError(`The answer was refused: ${answered.outcome}.`, 'car inbox shows what is open now.');
	}

	sayReceipt(context, command.id, command.type === 'reply' && command.now ? await untilHeard(client, command.id, answered.snapshot) : answered.snapshot);
	return 0;
};

/** Says where the text of a refused reply is, so that nobody types it twice. */
const keeping = async (error: UserError, context: Context<unknown>, {client, text}: {readonly client: FlowClient; readonly text: string}): Promise<UserError> => {
	const file = await client.keepRefused(text);
	if (file === undefined) {
		context.out.error('Your text:');
		for (const line of text.split('\n')) {
			context.out.error(`  ${line}`);
		}

		return error;
	}

	return new UserError(error.message, `${error.hint}\nYour text is kept in ${file}`, error.exitCode);
};

/** Sends an answer, waits until the worker has taken it, and says so. Throws UserError when it is refused; a text is kept then. */
export const performReply = async (context: Context<unknown>, answer: Answer, start: boolean): Promise<number> => withClient(context, async client => {
	try {
		return await send(context, client, answer, start);
	} catch (error) {
		if (answer.type !== 'text' || !(error instanceof UserError)) {
			throw error;
		}

		throw await keeping(error, context, {client, text: answer.text});
	}
});

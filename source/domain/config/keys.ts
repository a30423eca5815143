import {builtInIds} from './agent-types.js';
import {
	argv, count, countOrNone, duration, flag, lowered, oneOf, positive, seconds, text, texts, type Reader,
} from './read-value.js';

/** How a human is told of a key. */
type Told = {
	/** In the README, in a row that begins with this key; a key without it stands in the row of the one before, null in none. */
	readonly readme?: string | null;
	/** In the `config.yml` of a new folder: the sentence above the key, or beside the section that it begins. */
	readonly above?: string;
	/** The remark beside it there. */
	readonly beside?: string;
	/** What is written there in place of what is built in. */
	readonly shown?: string;
	/** What starts its value, if anything does: each text is a line of shell, the one text is, or the list is one program. In a file of the repository it needs trust. */
	readonly starts?: 'lines' | 'program' | 'line';
};

/** One key of the configuration outside `agents`: all that is known of it. */
export type Key<T> = Told & {
	readonly takes: Reader<T>;
	/** What holds before any file is read. */
	readonly builtIn: T;
};

const key = <T>(takes: Reader<T>, builtIn: NoInfer<T>, told: Told = {}): Key<T> => ({takes, builtIn, ...told});

/** A key without a value until a file gives one. */
const open = <T>(takes: Reader<T>, told: Told): Key<T | undefined> => ({takes, builtIn: undefined, ...told});

/** Every key outside `agents`. The README's table, the checks, the types of `Config` and the `config.yml` of a new folder come from here. */
export const keys = {
	'ticket_flow.default_agent': key(lowered, 'codex', {readme: 'for new tickets', above: `The agent that new tickets are written for: ${builtInIds.join(', ')}, or one named under "agents" below.`}),
	'ticket_flow.max_ticket_turns': key(count(1), 20, {readme: 'then the run rests', above: 'A ticket that needs more turns than this rests until you say go on; likewise the whole run (no limit by itself).'}),
	'ticket_flow.max_total_turns': open(countOrNone, {shown: '200', beside: 'example'}),
	'ticket_flow.max_lint_retries': key(count(0), 3, {readme: 'how often the agent may mend it', above: 'How often an agent is asked again to mend a broken ticket, a refused commit, a failed check.'}),
	'ticket_flow.max_commit_retries': key(count(0), 2),
	'ticket_flow.max_verify_retries': key(count(0), 3),
	'ticket_flow.verify': key(texts, [], {
		readme: 'shell commands that prove a ticket', above: 'Commands that must pass before a done ticket counts as proven; a ticket\'s own "verify" comes first. In seconds: the limit of each.', shown: '["npm test"]', beside: 'example', starts: 'lines',
	}),
	'ticket_flow.verify_timeout_seconds': key(seconds, 600),
	'ticket_flow.auto_commit': key(flag, true, {readme: 'checkpoints between turns; who commits a finished ticket (`car` or `agent`)', above: 'Commit after every turn of a ticket that is not done yet; and who commits a finished ticket: car or agent.'}),
	'ticket_flow.commit': key(oneOf('car', 'agent'), 'car'),
	'ticket_flow.conversation': key(oneOf('ticket', 'turn'), 'ticket', {readme: 'one conversation a ticket, or a new one each `turn`', above: 'One conversation with the agent for each ticket, or a new one each turn: ticket or turn.'}),
	'ticket_flow.on_question': key(oneOf('wait', 'next'), 'wait', {readme: 'or `next`: go on with the tickets that can', above: 'When an agent asks you something: wait for the answer, or go on with the next ticket meanwhile (wait or next).'}),
	'prompt.max_bytes': key(count(1024), 262_144, {readme: ''}),
	'prompt.previous_ticket': key(flag, true, {beside: 'the ticket before goes into the prompt'}),
	'approvals.deny_after': key(duration, 600_000, {readme: '`10m`: what nobody allowed by then is denied; `never` waits without end', shown: '10m', beside: 'an agent\'s request that nobody answered is denied then; or never'}),
	'limits.silence_minutes': key(positive, 10, {readme: 'an agent that says and does nothing for so long is looked into', beside: 'an agent that says and does nothing for so long is looked into'}),
	'git.hooks': key(flag, true, {readme: ''}),
	'git.hook_timeout_seconds': key(seconds, 120),
	'ui.editor': open(text, {
		readme: '', shown: '"code --wait"', beside: 'example; otherwise $VISUAL or $EDITOR', starts: 'line',
	}),
	// Files have it, and nothing asks for it any more.
	'ui.mouse': key(flag, false, {readme: null}),
	'ui.ascii': open(flag, {shown: 'true', beside: 'example; otherwise as the terminal can'}),
	'notify.command': key(argv, [], {
		readme: 'runs once per new inbox item, with `CAR_EVENT CAR_REPO CAR_TICKET CAR_TITLE CAR_ITEM`', shown: '[notify-send, car]', beside: 'example: runs when something waits for you; see the CAR_ variables in its environment', starts: 'program',
	}),
	'retention.days': key(count(1), 30, {readme: 'transcripts and prompts of old turns go by age, then the oldest until the rest takes so much; the ten newest turns of a run stay, and events, messages and tickets always do', above: 'of what agents said in old turns; events and messages stay'}),
	'retention.max_bytes': key(count(0), 524_288_000),
} as const;

export type KeyName = keyof typeof keys;

export type KeyValues = {readonly [Name in KeyName]: typeof keys[Name] extends Key<infer T> ? T : never};

/** The records, in the order they are told. */
export const keyList: ReadonlyArray<Key<unknown> & {readonly name: KeyName; readonly section: string; readonly last: string}> = (Object.keys(keys) as KeyName[]).map(name => {
	const [section = '', last = ''] = name.split('.');
	return {
		...keys[name], name, section, last,
	};
});

/** What a configuration says before any file is read. */
export const builtInValues = Object.fromEntries(keyList.map(({name, builtIn}) => [name, builtIn])) as KeyValues;

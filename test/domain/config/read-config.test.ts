import {describe, expect, test} from 'vitest';
import type {ConfigLayer} from '../../../source/domain/config/config-layer.js';
import {readConfig} from '../../../source/domain/config/read-config.js';

const layer = (source: ConfigLayer['source'], data: unknown): ConfigLayer => ({
	file: `${source}.yml`, source, data, lineOf: path => path.length,
});

const user = (data: unknown) => layer('user', data);
const repository = (data: unknown) => layer('repository', data);
const local = (data: unknown) => layer('local', data);

const only = (data: unknown) => readConfig([user(data)]);

/** The one problem of a configuration, in short. */
const problemOf = (...layers: readonly ConfigLayer[]) => readConfig(layers).problems.map(({file, line, key, message, nearest}) => [file, line, key, message, nearest]);

test('readConfig: no files -> what the contract says', () => {
	const {config, problems, commands} = readConfig([]);
	const {agents, ...rest} = config;
	expect(rest).toEqual({
		ticketFlow: {
			defaultAgent: 'codex', maxTicketTurns: 20, maxTotalTurns: undefined, maxLintRetries: 3, maxCommitRetries: 2, maxVerifyRetries: 3, verify: [], verifyTimeoutSeconds: 600,
			autoCommit: true, commit: 'car', conversation: 'ticket', onQuestion: 'wait',
		},
		prompt: {maxBytes: 262_144, previousTicket: true},
		approvals: {denyAfter: 600_000},
		limits: {silenceMinutes: 10},
		git: {hooks: true, hookTimeoutSeconds: 120},
		ui: {editor: undefined, mouse: false, ascii: undefined},
		notify: {command: []},
		retention: {days: 30, maxBytes: 524_288_000},
	});
	expect(Object.entries(agents).map(([id, {type, command, access, source}]) => [id, type, command, access, source])).toEqual([
		['codex', 'codex', ['codex', 'app-server'], 'write', 'built-in'],
		['opencode', 'acp', ['opencode', 'acp'], 'write', 'built-in'],
		['claude', 'acp', ['claude-agent-acp'], 'write', 'built-in'],
		['gemini', 'acp', ['gemini', '--acp'], 'write', 'built-in'],
		['demo', 'demo', [], 'write', 'built-in'],
	]);
	expect([problems, commands]).toEqual([[], []]);
});

test('readConfig: several layers -> the last one that says something wins, lists are replaced', () => {
	const {config, problems} = readConfig([
		user({ticket_flow: {max_ticket_turns: 5, verify: ['a', 'b'], max_total_turns: 9}, ui: {mouse: true}}),
		repository({ticket_flow: {verify: ['c'], max_ticket_turns: 7}}),
		local({ticket_flow: {max_total_turns: 'none', max_ticket_turns: null}, prompt: null}),
	]);
	expect(problems).toEqual([]);
	expect([config.ticketFlow.maxTicketTurns, config.ticketFlow.verify, config.ticketFlow.maxTotalTurns, config.ui.mouse]).toEqual([7, ['c'], undefined, true]);
});

test.each([
	[600, 600_000], ['90s', 90_000], ['10m', 600_000], ['1h', 3_600_000], ['1d', 86_400_000], ['24d', 2_073_600_000], ['1.5m', 90_000], ['45', 45_000], ['never', undefined],
])('readConfig: deny_after %j -> %j milliseconds', (written, milliseconds) => {
	const {config, problems} = only({approvals: {deny_after: written}});
	expect([config.approvals.denyAfter, problems]).toEqual([milliseconds, []]);
});

describe('readConfig: what is wrong', () => {
	test.each<[name: string, data: unknown, key: string, line: number, message: string, nearest: string | undefined]>([
		['a misspelt section', {ticketflow: {}}, 'ticketflow', 1, 'is not a key', 'ticket_flow'],
		['a misspelt key', {ticket_flow: {max_ticket_turn: 5}}, 'ticket_flow.max_ticket_turn', 2, 'is not a key', 'ticket_flow.max_ticket_turns'],
		['a key in the wrong place', {max_ticket_turns: 5}, 'max_ticket_turns', 1, 'is not a key', 'ticket_flow.max_ticket_turns'],
		['a key of another section', {ui: {verify: []}}, 'ui.verify', 2, 'is not a key', 'ticket_flow.verify'],
		['a key near nothing', {zzzzzzzzzzz: 1}, 'zzzzzzzzzzz', 1, 'is not a key', undefined],
		['a section that is a list', {ui: []}, 'ui', 1, 'must be a mapping of keys', undefined],
		['a file that is a list', [1], '', 0, 'the file must be a mapping of keys', undefined],
		['a number as text', {ticket_flow: {max_ticket_turns: 'many'}}, 'ticket_flow.max_ticket_turns', 2, 'must be a whole number of at least 1, not "many"', undefined],
		['no turns at all', {ticket_flow: {max_ticket_turns: 0}}, 'ticket_flow.max_ticket_turns', 2, 'must be a whole number of at least 1, not 0', undefined],
		['half a retry', {ticket_flow: {max_lint_retries: 1.5}}, 'ticket_flow.max_lint_retries', 2, 'must be a whole number of at least 0, not 1.5', undefined],
		['yes for true', {ticket_flow: {auto_commit: 'yes'}}, 'ticket_flow.auto_commit', 2, 'must be true or false, not "yes"', undefined],
		['a misspelt word', {ticket_flow: {conversation: 'tickets'}}, 'ticket_flow.conversation', 2, 'must be ticket or turn, not "tickets"', 'ticket'],
		['a text for a list', {ticket_flow: {verify: 'npm test'}}, 'ticket_flow.verify', 2, 'must be a list of texts, not "npm test"', undefined],
		['a list with an empty text', {ticket_flow: {verify: ['npm test', ' ']}}, 'ticket_flow.verify', 2, 'must be a list of texts, not " "', undefined],
		['a list with a number', {ticket_flow: {verify: ['npm test', 1]}}, 'ticket_flow.verify', 2, 'must be a list of texts, not 1', undefined],
		['no time', {approvals: {deny_after: 0}}, 'approvals.deny_after', 2, 'must be seconds, a time such as 10m or 1h, or never, not 0', undefined],
		['an unknown unit', {approvals: {deny_after: '10 fortnights'}}, 'approvals.deny_after', 2, 'must be seconds, a time such as 10m or 1h, or never, not "10 fortnights"', undefined],
		['longer than any timer', {approvals: {deny_after: '30d'}}, 'approvals.deny_after', 2, 'must be at most 24d, or never, not "30d"', undefined],
		['a limit longer than any timer', {ticket_flow: {verify_timeout_seconds: 3_000_000}}, 'ticket_flow.verify_timeout_seconds', 2, 'must be seconds, above 0 and at most 2147483 (24 days), not 3000000', undefined],
		['no seconds', {git: {hook_timeout_seconds: 0}}, 'git.hook_timeout_seconds', 2, 'must be seconds, above 0 and at most 2147483 (24 days), not 0', undefined],
		['a command with blanks', {notify: {command: 'say hello'}}, 'notify.command', 2, 'must be a list when there are arguments, as in [node, agent.js], not "say hello"', undefined],
		['an empty command', {notify: {command: []}}, 'notify.command', 2, 'must be a list of program and arguments, not a list', undefined],
		['agents that are a list', {agents: ['codex']}, 'agents', 1, 'must be a mapping of agents', undefined],
		['an agent that is a text', {agents: {mine: 'run.sh'}}, 'agents.mine', 2, 'must be a mapping of keys', undefined],
		['a misspelt agent key', {agents: {codex: {modle: 'x'}}}, 'agents.codex.modle', 3, 'is not a key', 'agents.codex.model'],
		['an unknown type', {agents: {mine: {type: 'acpp', command: ['x']}}}, 'agents.mine.type', 3, 'must be codex or acp or command or demo, not "acpp"', 'acp'],
		['an agent called user', {agents: {user: {command: ['x']}}}, 'agents.user', 2, 'is the human and cannot be set up as an agent', undefined],
		['an agent with an odd name', {agents: {'../x': {command: ['x']}}}, 'agents.../x', 2, 'is not a name for an agent: use letters, digits, dots, dashes and underscores', undefined],
		['an agent without a command', {agents: {codx: {model: 'm'}}}, 'agents.codx', 2, 'has no command', 'codex'],
		['a variable that is a list', {agents: {codex: {env: {A: []}}}}, 'agents.codex.env', 3, 'must give A a text, not a list', undefined],
		['a variable with an odd name', {agents: {codex: {env_pass: ['A B']}}}, 'agents.codex.env_pass', 3, 'must be a list of names of environment variables, not "A B"', undefined],
	])('readConfig: %s -> file, line, key and the nearest right one; the rest stands', (_name, data, key, line, message, nearest) => {
		expect(problemOf(user(data))[0]).toEqual(['user.yml', line, key, message, nearest]);
		expect(readConfig([user(data)]).config.ticketFlow.maxTicketTurns).toBe(20);
	});

	test('readConfig: an empty file and empty sections -> fine', () => {
		expect(readConfig([user(null), repository({agents: null, ui: null}), local({agents: {codex: null}})]).problems).toEqual([]);
	});

	test('readConfig: keys of an object\'s own machinery -> named as wrong, and nothing is changed by them', () => {
		const data: unknown = JSON.parse('{"__proto__": {"a": 1}, "constructor": 1, "agents": {"__proto__": {"command": ["x"]}, "codex": {"toString": 1}}, "ui": {"hasOwnProperty": 1}}');
		expect(readConfig([user(data)]).problems.map(({key}) => key)).toEqual(['__proto__', 'constructor', 'ui.hasOwnProperty', 'agents.__proto__', 'agents.codex.toString']);
		expect(readConfig([]).config.agents.constructor).toBeUndefined();
	});
});

describe('readConfig: agents', () => {
	test('readConfig: an agent with only a command -> type command', () => {
		const {config} = only({agents: {Mine: {command: './agent.sh'}, other: {command: ['node', 'a b.js']}}});
		expect(config.agents.mine).toEqual({
			type: 'command', command: ['./agent.sh'], env: {}, envPass: [], model: undefined, reasoning: undefined, access: 'write', gitWrite: false, source: 'user',
		});
		expect(config.agents.other?.command).toEqual(['node', 'a b.js']);
	});

	test('readConfig: a built-in agent with another command -> keeps its type', () => {
		const {config} = only({agents: {claude: {command: ['npx', 'claude-agent-acp'], model: 'opus'}}});
		expect([config.agents.claude?.type, config.agents.claude?.command, config.agents.claude?.model]).toEqual(['acp', ['npx', 'claude-agent-acp'], 'opus']);
	});

	test('readConfig: an agent of a known type without a command -> that of codex, and a problem for acp', () => {
		const {config, problems} = only({agents: {second: {type: 'codex', model: 'm'}, third: {type: 'acp'}, fourth: {type: 'demo'}}});
		expect([config.agents.second?.command, config.agents.third, config.agents.fourth?.command]).toEqual([['codex', 'app-server'], undefined, []]);
		expect(problems.map(({key}) => key)).toEqual(['agents.third']);
	});

	test('readConfig: variables of two layers -> merged, numbers as they are written', () => {
		const {config} = readConfig([user({agents: {codex: {env: {A: '1', B: 'b'}, env_pass: ['X']}}}), local({agents: {codex: {env: {A: 2, C: true}}}})]);
		expect([config.agents.codex?.env, config.agents.codex?.envPass]).toEqual([{A: '2', B: 'b', C: 'true'}, ['X']]);
	});

	test.each<[name: string, layers: readonly ConfigLayer[], source: string]>([
		['only a model from the repository', [repository({agents: {codex: {model: 'm'}}})], 'built-in'],
		['a command from the user', [user({agents: {codex: {command: ['x']}}})], 'user'],
		['a command from the repository', [repository({agents: {codex: {command: ['x']}}})], 'repository'],
		['the repository\'s command over the user\'s', [user({agents: {codex: {command: ['x']}}}), repository({agents: {codex: {command: ['y']}}})], 'repository'],
		['a local command over the repository\'s', [repository({agents: {codex: {command: ['x']}}}), local({agents: {codex: {command: ['y']}}})], 'local'],
		['a local command with the repository\'s environment', [repository({agents: {codex: {env: {PATH: '.'}}}}), local({agents: {codex: {command: ['y']}}})], 'repository'],
		['an environment from the repository for a built-in command', [repository({agents: {codex: {env: {PATH: './bin'}}}})], 'repository'],
		['another type from the repository', [user({agents: {a: {command: ['x']}}}), repository({agents: {a: {type: 'acp'}}})], 'repository'],
	])('readConfig: %s -> its source is who decides what is started', (_name, layers, source) => {
		const {config} = readConfig(layers);
		expect((config.agents.a ?? config.agents.codex)?.source).toBe(source);
	});

	test('readConfig: full access and git_write -> taken from the user, refused from the repository and the local file', () => {
		const data = {agents: {codex: {access: 'full', git_write: true}}};
		const mine = only(data);
		expect([mine.config.agents.codex?.access, mine.config.agents.codex?.gitWrite, mine.problems]).toEqual(['full', true, []]);
		for (const foreign of [repository(data), local(data)]) {
			const {config, problems} = readConfig([foreign]);
			expect([config.agents.codex?.access, config.agents.codex?.gitWrite]).toEqual(['write', false]);
			expect(problems.map(({file, line, key, message}) => [file, line, key, message])).toEqual([
				[foreign.file, 3, 'agents.codex.access', 'is taken only from the user\'s own configuration file or --full-access'],
				[foreign.file, 3, 'agents.codex.git_write', 'is taken only from the user\'s own configuration file'],
			]);
		}
	});

	test('readConfig: the user allows reading, the repository writing -> reading, and a problem', () => {
		const {config, problems} = readConfig([user({agents: {codex: {access: 'read'}}}), repository({agents: {codex: {access: 'write'}}})]);
		expect([config.agents.codex?.access, problems.map(({key}) => key)]).toEqual(['read', ['agents.codex.access']]);
	});

	test('readConfig: the user allows everything, the repository less -> less', () => {
		const {config, problems} = readConfig([user({agents: {codex: {access: 'full'}}}), repository({agents: {codex: {access: 'read'}}})]);
		expect([config.agents.codex?.access, problems]).toEqual(['read', []]);
	});
});

test('readConfig: commands of the user alone -> none that needs trust', () => {
	expect(readConfig([user({
		notify: {command: ['say']}, ticket_flow: {verify: ['mine']}, ui: {editor: 'vi'}, agents: {own: {command: ['own']}},
	})]).commands).toEqual([]);
});

test('readConfig: commands of all layers -> those that are in force and not the user\'s own', () => {
	const {commands} = readConfig([
		user({
			notify: {command: ['say']}, ticket_flow: {verify: ['mine']}, ui: {editor: 'vi'}, agents: {own: {command: ['own']}},
		}),
		repository({ticket_flow: {verify: ['npm test', 'npm run lint']}, agents: {fast: {command: ['./fast', '-x'], env: {A: 'b'}, env_pass: ['KEY']}, codex: {model: 'm'}}}),
		local({ui: {editor: './edit'}, notify: {command: ['./tell', 'me']}}),
	]);
	expect(commands).toEqual([
		{
			command: 'A="b" KEY=$KEY ["./fast","-x"]', file: 'repository.yml', key: 'agents.fast', source: 'repository',
		},
		{
			command: 'npm test', file: 'repository.yml', key: 'ticket_flow.verify', source: 'repository',
		},
		{
			command: 'npm run lint', file: 'repository.yml', key: 'ticket_flow.verify', source: 'repository',
		},
		{
			command: '["./tell","me"]', file: 'local.yml', key: 'notify.command', source: 'local',
		},
		{
			command: './edit', file: 'local.yml', key: 'ui.editor', source: 'local',
		},
	]);
});

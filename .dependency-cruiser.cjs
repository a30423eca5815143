/** The floors, bottom to top. A room may import its own floor and the floors named after it; `compose.ts` and `call.ts` see all. */
const floors = {
	domain: [],
	agents: ['domain'],
	store: ['domain'],
	git: ['domain'],
	engine: ['agents', 'store', 'git', 'domain'],
	cli: ['engine', 'domain'],
	tui: ['engine', 'domain'],
};

/** Who may touch which package. Everything else may not; a package that is not named here has no home in the sources. */
const homes = {
	'ink|ink-text-input|react|yoga-layout': '^source/tui/',
	meow: '^source/call[.]ts$',
	'chokidar|gray-matter|yaml': '^source/store/',
	'simple-git': '^source/git/',
	'execa|@agentclientprotocol': '^source/agents/',
	zod: '^source/(store|agents|engine)/',
};

const agents = '(codex|acp|command|demo)';

module.exports = {
	forbidden: [
		{
			name: 'no-circular', severity: 'error', from: {}, to: {circular: true},
		},
		{
			name: 'no-unresolvable', severity: 'error', from: {}, to: {couldNotResolve: true},
		},
		{
			name: 'domain-is-pure', severity: 'error', from: {path: '^source/domain/'}, to: {dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer']},
		},
		...Object.entries(floors).map(([floor, below]) => ({
			name: `${floor}-imports-down-only`,
			severity: 'error',
			from: {path: `^source/${floor}/`},
			to: {path: '^source/', pathNot: [floor, ...below].map(name => `^source/${name}/`)},
		})),
		{
			name: 'agents-are-strangers', severity: 'error', from: {path: `^source/agents/${agents}/`}, to: {path: `^source/agents/${agents}/`, pathNot: '^source/agents/$1/'},
		},
		{
			name: 'cli-knows-only-the-client', severity: 'error', from: {path: '^source/cli/', pathNot: '^source/cli/check/'}, to: {path: '^source/engine/', pathNot: '^source/engine/client/flow-client[.]ts$'},
		},
		// Until every check is a record of the engine's, `car doctor` asks the engine's own.
		{
			name: 'cli-checks-by-the-engine', severity: 'error', from: {path: '^source/cli/check/'}, to: {path: '^source/engine/', pathNot: '^source/engine/(check/|client/flow-client[.]ts$)'},
		},
		// Whoever implements the seam from afar has nothing but what it says: data of the domain.
		{
			name: 'the-seam-is-pure', severity: 'error', from: {path: '^source/engine/client/(seam/|flow-client[.]ts$)'}, to: {path: '.', pathNot: '^source/(domain|engine/client/seam)/'},
		},
		{
			name: 'tui-knows-only-the-client', severity: 'error', from: {path: '^source/tui/'}, to: {path: '^source/engine/', pathNot: '^source/engine/client/flow-client[.]ts$'},
		},
		{
			name: 'views-are-pure', severity: 'error', from: {path: '^source/tui/(components|screens)/'}, to: {dependencyTypes: ['core']},
		},
		{
			name: 'no-development-packages', severity: 'error', from: {path: '^source/'}, to: {dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only']},
		},
		...Object.entries(homes).map(([packages, home]) => ({
			name: `${packages.split('|')[0]}-has-one-home`,
			severity: 'error',
			from: {path: '^source/', pathNot: home},
			to: {path: `(^|/)node_modules/(${packages})/`},
		})),
		{
			name: 'packages-have-a-home', severity: 'error', from: {path: '^source/'}, to: {path: '(^|/)node_modules/', pathNot: `(^|/)node_modules/(@types/[^/]+|${Object.keys(homes).join('|')})/`},
		},
	],
	options: {
		// A cycle of types is a cycle.
		tsPreCompilationDeps: true,
		tsConfig: {fileName: 'tsconfig.json'},
		doNotFollow: {path: 'node_modules'},
		// Without these it cannot resolve `ink`, and the rule about its home passes in silence.
		enhancedResolveOptions: {exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types']},
	},
};

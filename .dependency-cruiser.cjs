const {readFileSync} = require('node:fs');
const path = require('node:path');

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

/** The rooms of each floor, as ARCHITECTURE.md draws them: a row names a room and what else of its floor it may import, rooms or files; `*.ts` are all files beside it. Rooms that do not name each other are strangers. */
const rooms = readFileSync(path.join(__dirname, 'ARCHITECTURE.md'), 'utf8').split('\n').flatMap(line => {
	const [, floor, room, stands] = /^\| `(\w+)\/([\w-]+)` \| ([^|]*)\|/.exec(line) ?? [];
	return room === undefined ? [] : [{floor, room, stands: [...stands.matchAll(/`([^`]+)`/g)].map(([, name]) => name)}];
});

const wayTo = (floor, name) => {
	if (name === '*.ts') {
		return `^source/${floor}/[^/]+$`;
	}

	return name.includes('.') ? `^source/${floor}/${name.replaceAll('.', '[.]')}` : `^source/${floor}/${name}/`;
};

if (rooms.length === 0) {
	throw new Error('ARCHITECTURE.md draws no rooms');
}

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
		...rooms.map(({floor, room, stands}) => ({
			name: `${floor}-${room}-imports-down-only`,
			severity: 'error',
			from: {path: `^source/${floor}/${room}/`},
			to: {path: `^source/${floor}/`, pathNot: [room, ...stands].map(name => wayTo(floor, name))},
		})),
		{
			name: 'every-room-is-drawn', severity: 'error', from: {path: '^source/[^/]+/[^/]+/', pathNot: rooms.map(({floor, room}) => `^source/${floor}/${room}/`)}, to: {},
		},
		{
			name: 'reading-knows-no-acting', severity: 'error', from: {path: '^source/engine/client/read/'}, to: {path: '^source/engine/client/act/'},
		},
		{
			name: 'cli-knows-only-the-client', severity: 'error', from: {path: '^source/cli/'}, to: {path: '^source/engine/', pathNot: '^source/engine/client/flow-client[.]ts$'},
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

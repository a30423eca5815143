const {readFileSync} = require('node:fs');
const path = require('node:path');

/** Who may touch which package. Everything else may not; a package that is not named here has no home in the sources. */
const homes = {
	'ink|ink-text-input|react|yoga-layout': '^source/tui/',
	meow: '^source/call[.]ts$',
	'chokidar|gray-matter|yaml': '^source/store/',
	'simple-git': '^source/git/',
	'execa|@agentclientprotocol': '^source/agents/',
	zod: '^source/(store|agents|engine)/',
};

/** The tables of ARCHITECTURE.md are the law: a row names a floor (`tui/`) and what it may import of other floors, or a room (`tui/text`) and what it may import of its own; `*.ts` are all files beside the rooms. Who does not name another is a stranger to it. `compose.ts` and `call.ts` stand on no floor and see all. */
const drawn = readFileSync(path.join(__dirname, 'ARCHITECTURE.md'), 'utf8').split('\n').flatMap(line => {
	const [, floor, room, stands] = /^\| `(\w+)\/([\w-]*)` \| ([^|]*)\|/.exec(line) ?? [];
	return floor === undefined ? [] : [{floor, room, stands: [...stands.matchAll(/`([^`]+)`/g)].map(([, name]) => name)}];
});

const floors = drawn.filter(({room}) => room === '');
const rooms = drawn.filter(({room}) => room !== '');

const wayTo = (folder, name) => {
	if (name === '*.ts') {
		return `^${folder}/[^/]+$`;
	}

	return name.includes('.') ? `^${folder}/${name.replaceAll('.', '[.]')}$` : `^${folder}/${name.replace(/\/$/, '')}/`;
};

if (floors.length === 0 || rooms.length === 0) {
	throw new Error('ARCHITECTURE.md draws no floors or no rooms');
}

/** A folder that no row names: a floor has files of its own and the rooms that are drawn. */
const undrawn = {
	path: '^source/[^/]+/',
	pathNot: [...floors.map(({floor}) => `^source/${floor}/[^/]+$`), ...rooms.map(({floor, room}) => `^source/${floor}/${room}/`)],
};

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
		...floors.map(({floor, stands}) => ({
			name: `${floor}-imports-down-only`,
			severity: 'error',
			from: {path: `^source/${floor}/`},
			to: {path: '^source/', pathNot: [floor, ...stands].map(name => wayTo('source', name))},
		})),
		...rooms.map(({floor, room, stands}) => ({
			name: `${floor}-${room}-imports-down-only`,
			severity: 'error',
			from: {path: `^source/${floor}/${room}/`},
			to: {path: `^source/${floor}/`, pathNot: [room, ...stands].map(name => wayTo(`source/${floor}`, name))},
		})),
		// Whoever imports, is imported, or neither.
		...[{from: undrawn, to: {}}, {from: {}, to: undrawn}, {from: {...undrawn, orphan: true}, to: {}}].map(sin => ({name: 'every-folder-is-drawn', severity: 'error', ...sin})),
		{
			name: 'reading-knows-no-acting', severity: 'error', from: {path: '^source/engine/client/read/'}, to: {path: '^source/engine/client/act/'},
		},
		// Whoever implements the seam from afar has nothing but what it says: data of the domain.
		{
			name: 'the-seam-is-pure', severity: 'error', from: {path: '^source/engine/client/(seam/|flow-client[.]ts$)'}, to: {path: '.', pathNot: '^source/(domain|engine/client/seam)/'},
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

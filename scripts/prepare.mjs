// What `npm start` and `npm test` need before anything else: a Node that is new enough, the packages, and a build of the sources that are here.
// Nothing but Node itself may be imported at the top: the packages may be missing.
import {spawnSync} from 'node:child_process';
import {
	existsSync, readFileSync, readdirSync, statSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

const readJson = file => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

/** Leaves with one line when Node is older than package.json asks for. */
export function requireNode() {
	const wanted = readJson('package.json').engines.node.replace('>=', '');
	const [major, minor] = process.versions.node.split('.').map(Number);
	const [wantedMajor, wantedMinor] = wanted.split('.').map(Number);
	if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
		console.error(`car needs Node ${wanted} or newer; this is Node ${process.versions.node}. Get a newer one from https://nodejs.org and try again.`);
		process.exit(1);
	}
}

/** Whether every package of the lock file is there in its version (packages for other systems apart). */
function isInstalled() {
	if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) {
		return false;
	}

	const wanted = readJson('package-lock.json').packages;
	const found = readJson('node_modules/.package-lock.json').packages;
	return Object.entries(wanted).every(([name, entry]) => name === '' || entry.optional || found[name]?.version === entry.version);
}

/** Installs the packages of the lock file when one is missing. No package's install script runs: none is needed. */
export function install() {
	if (isInstalled()) {
		return;
	}

	console.error('Installing packages (npm ci) …');
	const {status, stdout, stderr, error} = spawnSync('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
	});
	if (status !== 0) {
		console.error(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}Packages could not be installed; the first time needs the npm registry or a filled npm cache. Then try again.`);
		process.exit(1);
	}
}

function newest(file) {
	const found = statSync(file);
	return found.isDirectory()
		? Math.max(found.mtimeMs, ...readdirSync(file).map(name => newest(path.join(file, name))))
		: found.mtimeMs;
}

/** Whether `dist` is there, and not older than what it is made from. */
export function isBuilt() {
	const entry = path.join(root, 'dist/cli.js');
	const sources = ['source', 'package.json', 'package-lock.json', 'scripts/build.mjs'].map(name => newest(path.join(root, name)));
	return existsSync(entry) && statSync(entry).mtimeMs >= Math.max(...sources);
}

/** Builds `dist` when it is missing or older than what it is made from. */
export async function buildWhenStale() {
	if (isBuilt()) {
		return;
	}

	console.error('Building …');
	const {build} = await import('./build.mjs');
	try {
		await build();
	} catch {
		console.error('The sources could not be built; the lines above say why.');
		process.exit(1);
	}
}

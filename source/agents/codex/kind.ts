import {
	bad, good, warning, type CheckLine,
} from '../../domain/check-line.js';
import type {AgentSettings} from '../../domain/config/config.js';
import {checkProgram, type AgentKind, type CheckedAgent} from '../agent-kind.js';
import {examineCodex, type CodexFindings} from './examine.js';
import {createCodexHarness} from './harness.js';
import {testedVersions} from './protocol.js';

const loginLine = (id: string, {login}: CodexFindings): CheckLine => {
	const name = `${id} login`;
	switch (login.type) {
		case 'ready': {
			return good(name, login.how);
		}

		case 'missing': {
			return bad(name, 'codex is not logged in', 'codex login; or set the key of its provider');
		}

		case 'unknown': {
			return warning(name, `codex does not say: ${login.reason}`, 'codex login status tells');
		}

		default: {
			return login satisfies never;
		}
	}
};

const permissionLine = (id: string, settings: AgentSettings, {sandboxTrouble, hasNetwork}: CodexFindings): CheckLine => {
	const name = `${id} sandbox`;
	if (settings.access === 'full') {
		return warning(name, 'FULL ACCESS: no sandbox, asks nothing, network on');
	}

	if (sandboxTrouble !== undefined) {
		return bad(name, `it does not work: ${sandboxTrouble.split('\n', 1)[0] ?? ''}`, 'install bubblewrap, or allow user namespaces; the documentation of codex names what your system needs');
	}

	const writes = settings.access === 'read' ? 'reads only' : `writes in the repository${settings.gitWrite ? ' and in .git' : ', not in .git'}`;
	return good(name, `works: ${writes}, network ${hasNetwork && settings.access !== 'read' ? 'on' : 'off'}, asks for the rest`);
};

/** What applies when codex works on a ticket: its version, login and sandbox, found by starting it and asking. */
const checkCodex = async ({
	id, settings, config, repo, env,
}: CheckedAgent, found: string): Promise<readonly CheckLine[]> => {
	const name = `agent ${id}`;
	const examined = await examineCodex(settings, env, repo);
	if (!examined.ok) {
		const [text = '', ...details] = examined.message.split('\n');
		return [bad(name, text, details.at(-1) ?? `run ${found} app-server by hand to see why`)];
	}

	const {findings} = examined;
	const version = `${found}, version ${findings.version}`;
	const needsGit = config.ticketFlow.commit === 'agent' && settings.access === 'write' && !settings.gitWrite;
	return [
		findings.isTested ? good(name, version) : warning(name, `${version} (tested with ${testedVersions.newest})`),
		loginLine(id, findings),
		permissionLine(id, settings, findings),
		...needsGit ? [bad(`${id} commits`, 'ticket_flow.commit is agent, and its sandbox lets it write no .git', `set agents.${id}.git_write: true in your own configuration, or commit: car`)] : [],
	];
};

/** Codex, by its app-server. */
export const codex: AgentKind = {
	createHarness: (settings, env) => createCodexHarness(settings, env),
	check: async agent => checkProgram(agent, async found => checkCodex(agent, found)),
	examinedBy: 'check',
};

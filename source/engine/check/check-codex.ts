import {examineCodex, type CodexFindings} from '../../agents/codex/examine.js';
import type {AgentSettings, Config} from '../../domain/config/config.js';
import type {Environment} from '../flow/flow.js';
import type {CheckLine} from './check-line.js';

const loginLine = (id: string, {login}: CodexFindings): CheckLine => {
	switch (login.type) {
		case 'ready': {
			return {
				level: 'good', name: `${id} login`, text: login.how, mend: '',
			};
		}

		case 'missing': {
			return {
				level: 'bad', name: `${id} login`, text: 'codex is not logged in', mend: 'codex login; or set the key of its provider',
			};
		}

		case 'unknown': {
			return {
				level: 'warning', name: `${id} login`, text: `codex does not say: ${login.reason}`, mend: 'codex login status tells',
			};
		}

		default: {
			return login satisfies never;
		}
	}
};

const permissionLine = (id: string, settings: AgentSettings, {sandboxTrouble, hasNetwork}: CodexFindings): CheckLine => {
	const name = `${id} sandbox`;
	if (settings.access === 'full') {
		return {
			level: 'warning', name, text: 'FULL ACCESS: no sandbox, asks nothing, network on', mend: '',
		};
	}

	if (sandboxTrouble !== undefined) {
		return {
			level: 'bad', name, text: `it does not work: ${sandboxTrouble.split('\n', 1)[0] ?? ''}`, mend: 'install bubblewrap, or allow user namespaces; the documentation of codex names what your system needs',
		};
	}

	const writes = settings.access === 'read' ? 'reads only' : `writes in the repository${settings.gitWrite ? ' and in .git' : ', not in .git'}`;
	return {
		level: 'good', name, text: `works: ${writes}, network ${hasNetwork && settings.access !== 'read' ? 'on' : 'off'}, asks for the rest`, mend: '',
	};
};

/** What applies when codex works on a ticket: its version, login and sandbox, found by starting it and asking. */
export const checkCodex = async (id: string, {settings, found, config, repo, env}: {
	readonly settings: AgentSettings;
	/** Where its program is. */
	readonly found: string;
	readonly config: Config;
	readonly repo: string;
	readonly env: Environment;
}): Promise<readonly CheckLine[]> => {
	const examined = await examineCodex(settings, env, repo);
	if (!examined.ok) {
		const [text = '', ...details] = examined.message.split('\n');
		return [{
			level: 'bad', name: `agent ${id}`, text, mend: details.at(-1) ?? `run ${found} app-server by hand to see why`,
		}];
	}

	const {findings} = examined;
	const needsGit = config.ticketFlow.commit === 'agent' && settings.access === 'write' && !settings.gitWrite;
	return [
		{
			level: findings.isTested ? 'good' : 'warning', name: `agent ${id}`, text: `${found}, version ${findings.version}${findings.isTested ? '' : ' (tested with 0.169)'}`, mend: '',
		},
		loginLine(id, findings),
		permissionLine(id, settings, findings),
		...needsGit
			? [{
				level: 'bad', name: `${id} commits`, text: 'ticket_flow.commit is agent, and its sandbox lets it write no .git', mend: `set agents.${id}.git_write: true in your own configuration, or commit: car`,
			} as const]
			: [],
	];
};

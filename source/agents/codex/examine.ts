import {randomBytes} from 'node:crypto';
import type {AgentSettings} from '../../domain/config/config.js';
import {agentEnvironment} from '../process/environment.js';
import {readLogin, type Login} from './login.js';
import {answers, testedVersions} from './protocol.js';
import {startServer, type Server} from './server.js';

/** What codex says of itself without a turn. */
export type CodexFindings = {
	readonly version: string;
	/** Whether the tests drive this version. */
	readonly isTested: boolean;
	readonly login: Login;
	/** Undefined: it works; else why not. */
	readonly sandboxTrouble: string | undefined;
	/** Whether commands in the sandbox may use the network, as the user's own configuration of codex says. */
	readonly hasNetwork: boolean;
};

/** Milliseconds; a look must not take long. */
const patience = 10_000;

const trySandbox = async ({connection}: Server, cwd: string): Promise<string | undefined> => {
	const tried = await connection.ask('command/exec', {
		command: ['true'], cwd, timeoutMs: patience, sandboxPolicy: {
			type: 'workspaceWrite', writableRoots: [], networkAccess: false, excludeTmpdirEnvVar: false, excludeSlashTmp: false,
		},
	}, answers.exec, patience);
	if (!tried.ok) {
		return tried.trouble.message;
	}

	return tried.value.exitCode === 0 ? undefined : tried.value.stderr.trim() || `exit code ${tried.value.exitCode}`;
};

const readNetwork = async ({connection}: Server, cwd: string): Promise<boolean> => {
	const read = await connection.ask('config/read', {cwd}, answers.config, patience);
	return read.ok && read.value.config.sandbox_workspace_write?.network_access === true;
};

/** Starts codex, shakes hands, looks at its login and its sandbox, and ends it. No model is asked anything. */
export const examineCodex = async (settings: AgentSettings, env: Readonly<Record<string, string | undefined>>, cwd: string): Promise<{readonly ok: true; readonly findings: CodexFindings} | {readonly ok: false; readonly message: string}> => {
	const started = await startServer({
		command: settings.command,
		cwd,
		env: agentEnvironment(env, settings, {}),
		tag: `look-${randomBytes(8).toString('hex')}`,
		register: async () => undefined,
		signal: new AbortController().signal,
		patience,
	});
	if (!started.ok) {
		return {ok: false, message: started.message};
	}

	const {server} = started;
	try {
		const [login, sandboxTrouble, hasNetwork] = await Promise.all([readLogin(server.connection), trySandbox(server, cwd), readNetwork(server, cwd)]);
		return {
			ok: true,
			findings: {
				version: server.version, isTested: server.version.startsWith(`${testedVersions.newest}.`), login, sandboxTrouble, hasNetwork,
			},
		};
	} finally {
		await server.end();
	}
};

import type {Connection} from '../process/json-rpc.js';
import {answers} from './protocol.js';

/** Whether codex can speak to its provider: a login, a key, or a provider that needs neither. */
export type Login = {readonly type: 'ready'; readonly how: string} | {readonly type: 'missing'} | {readonly type: 'unknown'; readonly reason: string};

export const notLoggedIn = 'codex is not logged in\ncodex login does it; or set the key of its provider in your codex configuration';

/** Asks codex itself. Secrets stay with it: only the kind of login is told. */
export const readLogin = async (connection: Connection): Promise<Login> => {
	const read = await connection.ask('account/read', {refreshToken: false}, answers.account);
	if (!read.ok) {
		return {type: 'unknown', reason: read.trouble.message};
	}

	const {account, requiresOpenaiAuth} = read.value;
	if (account === null || account === undefined) {
		return requiresOpenaiAuth ? {type: 'missing'} : {type: 'ready', how: 'its provider needs no login'};
	}

	return {type: 'ready', how: `logged in (${account.type})`};
};

import {expect, test} from 'vitest';
import {livingWith} from '../living.js';
import {placeForTest} from './place-for-test.js';

const open = placeForTest();

test('car run --check: the real codex -> its version, login and sandbox, and nothing left running', async () => {
	const here = await open(() => [{text: 'Nobody asks me.'}]);
	await here.ticket(1, {agent: 'codex', done: false, title: 'Work'});
	const {code, stdout} = await here.car('run', '--check');
	expect(code).toBe(0);
	expect(stdout).toContain('version 0.169.0');
	expect(stdout).toContain('codex login: its provider needs no login');
	expect(stdout).toContain('codex sandbox: works: writes in the repository, not in .git, network off, asks for the rest');
	expect(stdout).toContain('approvals nobody answers are denied after 10 min');
	expect([here.model.asked, livingWith(here.codexHome)]).toEqual([[], []]);
});

test('car doctor: the real codex with network, git and a login missing -> said', async () => {
	const here = await open(() => [{text: 'Nobody asks me.'}], {
		agent: ['git_write: true'],
		codexConfig: 'sandbox_mode = "workspace-write"\n[sandbox_workspace_write]\nnetwork_access = true\n',
	});
	const {stdout} = await here.car('doctor', '--json');
	const {checks} = JSON.parse(stdout) as {readonly checks: ReadonlyArray<{readonly name: string; readonly level: string; readonly text: string}>};
	const said = (name: string) => checks.filter(check => check.name === name).map(({level, text}) => [level, text]);
	expect(said('codex login')).toEqual([['warning', 'codex is not logged in']]);
	expect(said('codex sandbox')).toEqual([['good', 'works: writes in the repository and in .git, network on, asks for the rest']]);
});

test('car run --check: full access -> said in capitals', async () => {
	const here = await open(() => [{text: 'Nobody asks me.'}], {agent: ['access: full']});
	await here.ticket(1, {agent: 'codex', done: false, title: 'Work'});
	const {stdout} = await here.car('run', '--check');
	expect(stdout).toContain('FULL ACCESS: no sandbox, asks nothing');
});

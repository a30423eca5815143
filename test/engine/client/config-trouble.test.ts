import {expect, test} from 'vitest';
import type {RepositorySnapshot} from '../../../source/engine/client/flow-client.js';
import {reportLines} from '../../../source/domain/report/report-forms.js';
import {inlineRun} from '../../support/inline-run.js';

const place = async () => {
	const run = await inlineRun([() => 'done']);
	const sound = 'agents:\n  bot:\n    type: command\n    command: [cat]\n';
	run.write('.codex-autorunner/config.yml', sound);
	await run.repo.ticket(1, {agent: 'bot', done: true});
	await run.repo.ticket(2, {agent: 'bot', done: false});
	return {
		run, breakIt() {
			run.write('.codex-autorunner/config.yml', `${sound}  x: [\n`);
		}, mend() {
			run.write('.codex-autorunner/config.yml', sound);
		},
	};
};

const statesOf = ({tickets}: RepositorySnapshot): readonly string[] => tickets.map(({state}) => state);

test('settings: cannot be read any more -> tickets stay as they were, the trouble is named with its place, until it is mended', async () => {
	const {run, breakIt, mend} = await place();
	expect(statesOf(await run.client.snapshot())).toEqual(['done', 'open']);
	breakIt();
	const broken = await run.client.snapshot();
	expect(statesOf(broken)).toEqual(['done', 'open']);
	expect(broken.configTrouble).toMatch(/^\.codex-autorunner\/config\.yml:\d: .*Mend it: no run starts until then\.$/v);
	const [, first] = reportLines(await run.client.history.report());
	expect(first?.spans[0]?.text).toBe(`warning: ${broken.configTrouble ?? ''}`);
	await run.repo.ticket(3, {agent: 'codx', done: false});
	mend();
	const mended = await run.client.snapshot();
	expect([mended.configTrouble, ...statesOf(mended)]).toEqual([null, 'done', 'open', 'broken']);
});

test('settings: never could be read -> no ticket is broken for its agent', async () => {
	const {run, breakIt} = await place();
	breakIt();
	expect(statesOf(await run.client.snapshot())).toEqual(['done', 'open']);
});

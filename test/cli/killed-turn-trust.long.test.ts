import {existsSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {trustCommands} from '../../source/store/folder/trust-file.js';
import {workplace} from './car.js';

/** Writes what it wants to be started, says so, and waits to be killed with its worker; the next turn of it is done at once. */
const writing = (write: string): string => `cat > /dev/null
if [ -e .git/wrote ]; then sed -i 's/^done: false/done: true/' "$CAR_TICKET"; exit 0; fi
touch .git/wrote
${write}
echo "Working slowly"
sleep 600 &
wait
`;

test.each([
	['a check of a new ticket', String.raw`printf -- '---\nagent: script\ndone: false\nverify: [touch ran]\n---\n' > .codex-autorunner/tickets/TICKET-002.md`, 'touch ran'],
	['an agent\'s program', String.raw`printf 'agents:\n  script:\n    type: command\n    command: [touch, ran]\n' > .codex-autorunner/config.yml`, '["touch","ran"]'],
])('worker killed with -9 in a turn that wrote %s -> not started before a human says yes, also where a human said yes to other commands', async (_name, write, command) => {
	const place = await workplace({agent: writing(write)});
	await place.ticket(1, {agent: 'script', done: false, verify: ['true']});
	trustCommands(place.path, place.env, ['true']);
	const first = place.start('run');
	await first.seen('Working slowly');
	const {pid} = JSON.parse(await place.read('.codex-autorunner/lock')) as {readonly pid: number};
	process.kill(pid, 'SIGKILL');
	await first.exited;
	const ran = path.join(place.path, 'ran');
	const refused = await place.car('run', '--recover');
	expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(command)]);
	await place.car('run', '--no-answer');
	expect(existsSync(ran)).toBe(false);
	expect(await place.car('trust')).toMatchObject({stdout: expect.stringContaining(command) as unknown});
});

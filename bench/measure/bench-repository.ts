import {chmod, mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {tempFolder} from '../../test/support/temp-folder.js';
import {tempRepository, type TempRepository} from '../../test/support/temp-repository.js';
import {car} from './car.js';

export type BenchRepository = TempRepository & {
	/** For what the bench itself keeps: outside the repository, so that it is no change of the agent's. */
	readonly notes: string;
};

/** Where ticket n of a bench lies, relative to the repository. */
export const ticketPath = (number: number) => `.codex-autorunner/tickets/TICKET-${String(number).padStart(3, '0')}.md`;

/** A repository with `tickets` open tickets for an agent that is this bash script, and further keys of `ticket_flow`. A script that begins with `#!` names its own interpreter. */
export async function benchRepository(options: {readonly tickets: number; readonly script: string; readonly flow?: Readonly<Record<string, unknown>>}): Promise<BenchRepository> {
	const repository = await tempRepository();
	const notes = await tempFolder('notes');
	const script = path.join(notes, 'agent.sh');
	await writeFile(script, options.script.startsWith('#!') ? options.script : `#!/bin/bash\n${options.script}\n`);
	await chmod(script, 0o755);
	await car(repository.path, ['init']);
	const flow = Object.entries({default_agent: 'bench', max_ticket_turns: 100_000, ...options.flow});
	await repository.write('.codex-autorunner/config.yml', [
		'agents:',
		'  bench:',
		'    type: command',
		`    command: [${JSON.stringify(script)}]`,
		`    env: {NOTES: ${JSON.stringify(notes)}}`,
		'ticket_flow:',
		...flow.map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
		'',
	].join('\n'));
	await mkdir(path.join(repository.path, '.codex-autorunner/tickets'), {recursive: true});
	for (let first = 1; first <= options.tickets; first += 500) {
		const numbers = Array.from({length: Math.min(500, options.tickets - first + 1)}, (_, index) => first + index);
		await Promise.all(numbers.map(async number => repository.write(ticketPath(number), `---\nagent: bench\ndone: false\ntitle: Ticket number ${number}\n---\nDo what must be done.\n`)));
	}

	await car(repository.path, ['trust', '--yes']);
	return {...repository, notes};
}

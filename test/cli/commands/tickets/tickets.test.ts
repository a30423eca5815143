import {Buffer} from 'node:buffer';
import {symlink, mkdir} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {tempRepository} from '../../../support/temp-repository.js';
import {runCar, workplace} from '../../car.js';

const folder = '.codex-autorunner/tickets';

test('car tickets new: titles -> files with the next numbers, in the configured agent\'s name', async () => {
	const place = await workplace();
	expect(await place.car('tickets', 'new', 'Fix: the "login" #1')).toMatchObject({code: 0, stderr: ''});
	expect(await place.read(`${folder}/TICKET-001-fix-the-login-1.md`)).toBe('---\ntitle: "Fix: the \\"login\\" #1"\nagent: script\ndone: false\n---\n\n# Fix: the "login" #1\n');
	expect(await place.car('tickets', 'new', 'unquoted', 'words')).toMatchObject({code: 0});
	const {stdout} = await place.car('tickets', 'list', '--json');
	expect(JSON.parse(stdout)).toEqual([
		{
			path: `${folder}/TICKET-001-fix-the-login-1.md`, number: 1, title: 'Fix: the "login" #1', agent: 'script', done: false, proof: null, state: 'open', problems: [],
		},
		{
			path: `${folder}/TICKET-002-unquoted-words.md`, number: 2, title: 'unquoted words', agent: 'script', done: false, proof: null, state: 'open', problems: [],
		},
	]);
});

test('car tickets new -: several titles on stdin -> a ticket each, headings in fences stay', async () => {
	const place = await workplace();
	const input = '# One\n\nDo one.\n\n```sh\n# no title\n```\n\n## Part\n# Two #\r\nDo two.\r\n# Three\n';
	const {code, stdout} = await place.carWith({input}, 'tickets', 'new', '-', '--json');
	expect(code).toBe(0);
	expect(JSON.parse(stdout)).toEqual([`${folder}/TICKET-001-one.md`, `${folder}/TICKET-002-two.md`, `${folder}/TICKET-003-three.md`]);
	expect(await place.read(`${folder}/TICKET-001-one.md`)).toBe('---\ntitle: "One"\nagent: script\ndone: false\n---\n\nDo one.\n\n```sh\n# no title\n```\n\n## Part\n');
	expect(await place.read(`${folder}/TICKET-002-two.md`)).toContain('\n\nDo two.\n');
	expect(await place.carWith({input: 'lost words\n# One'}, 'tickets', 'new', '-')).toMatchObject({code: 2, stderr: 'car: The text begins with "lost words", which belongs to no ticket.\n  Each ticket begins with a line "# Title".\n'});
	expect(await place.carWith({input: '\n'}, 'tickets', 'new', '-')).toMatchObject({code: 2});
});

test.each([{words: ['tickets', 'new', '-']}, {words: ['reply', '-']}])('car $words: stdin that is not UTF-8 -> refused, nothing is written', async ({words}) => {
	const place = await workplace();
	expect(await place.carWith({input: Buffer.from([0x23, 0x20, 0xE9, 0x0A])}, ...words)).toEqual({
		code: 2, stdout: '', stderr: 'car: What came on stdin is not UTF-8 text.\n  Convert it first: iconv -f LATIN1 -t UTF-8 FILE\n',
	});
	expect(await place.car('tickets')).toMatchObject({stdout: expect.stringContaining('No tickets yet') as string});
});

test('car tickets done, reopen: numbers and ranges -> the one line of each; a number without a ticket changes nothing', async () => {
	const place = await workplace();
	await place.write(`${folder}/TICKET-001.md`, '---\nagent: script # mine\ndone:   false   # not yet\n---\nText\n');
	await place.ticket(2, {agent: 'script', done: true});
	await place.ticket(7, {agent: 'script', done: false});
	expect(await place.car('tickets', 'done', '1-7', '9')).toMatchObject({code: 1, stderr: 'car: There is no ticket 9.\n  The tickets are numbered 1 to 7: car tickets lists them.\n'});
	expect(await place.read(`${folder}/TICKET-001.md`)).toContain('done:   false   # not yet');
	expect(await place.car('tickets', 'done', '1-7')).toEqual({
		code: 0,
		stdout: `${folder}/TICKET-001.md is done.\n${folder}/TICKET-002.md is already done.\n${folder}/TICKET-007.md is done.\n  car run goes on with what is open.\n`,
		stderr: '',
	});
	expect(await place.read(`${folder}/TICKET-001.md`)).toBe('---\nagent: script # mine\ndone:   true   # not yet\n---\nText\n');
	expect(await place.car('tickets', 'reopen', 'TICKET-007,2')).toMatchObject({code: 0});
	expect(await place.car('tickets')).toMatchObject({stdout: expect.stringContaining('3 tickets, 1 done') as string});
	expect(await place.car('tickets', 'done', '7-1')).toMatchObject({code: 2});
	expect(await place.car('tickets', 'done', 'seven')).toMatchObject({code: 2});
	expect(await place.car('tickets', 'done')).toMatchObject({code: 2});
});

test('car tickets move: before another -> that order, few new numbers, every `after` follows', async () => {
	const place = await workplace();
	await place.ticket(1, {title: 'A', agent: 'script', done: false});
	await place.ticket(2, {
		title: 'B', agent: 'script', done: false, after: [1],
	});
	await place.ticket(3, {
		title: 'C', agent: 'script', done: false, after: [2],
	});
	expect(await place.car('tickets', 'move', '3', '--before', '1')).toEqual({
		code: 0,
		stdout: `${folder}/TICKET-001.md is now ${folder}/TICKET-004.md\n${folder}/TICKET-002.md is now ${folder}/TICKET-005.md\n${folder}/TICKET-005.md comes after 4\n${folder}/TICKET-003.md comes after 5\n`,
		stderr: '',
	});
	const {stdout} = await place.car('tickets');
	expect(stdout.split('\n').map(line => line.slice(4, 9))).toEqual(['003 C', '004 A', '005 B', 'ckets', '']);
	expect(await place.car('tickets', 'move', '3')).toMatchObject({code: 2});
	expect(await place.car('tickets', 'move', '3', '--before', '9')).toMatchObject({code: 1});
});

test('car tickets lint: each kind of breakage -> file, line, what and how to mend it; exit 1', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	expect(await place.car('tickets', 'lint')).toEqual({code: 0, stdout: '1 ticket, no problem.\n', stderr: ''});
	await place.ticket(2, {agent: 'scirpt', done: false});
	await place.write(`${folder}/TICKET-003.md`, '---\nagent: script\ndone: maybe\n---\n');
	await place.write(`${folder}/TICKET-004.md`, 'no frontmatter\n');
	await place.write(`${folder}/TICKET-005.md`, '---\nagent: [\ndone: false\n---\n');
	await place.write(`${folder}/TICKET-006.md`, '---\nagent: script\ndone: false\nafter: [77]\n---\n');
	await place.write(`${folder}/TICKET-006-twin.md`, '---\nagent: script\ndone: false\n---\n');
	await place.write(`${folder}/TICKET-007.md`, '');
	await place.write(`${folder}/notes.md`, 'misnamed');
	const {code, stdout} = await place.car('tickets', 'lint', '--json');
	expect(code).toBe(1);
	const answer = JSON.parse(stdout) as {readonly ok: boolean; readonly problems: ReadonlyArray<{readonly path: string | null; readonly code: string; readonly line: number | null; readonly mend: string}>};
	expect(answer.ok).toBe(false);
	expect(answer.problems.map(({path: file, code: name}) => `${file?.split('/').at(-1) ?? '-'} ${name}`)).toEqual(expect.arrayContaining([
		'- misnamed', 'TICKET-002.md unknown_agent', 'TICKET-003.md missing_done', 'TICKET-004.md no_frontmatter', 'TICKET-005.md bad_yaml', 'TICKET-006.md unknown_after', 'TICKET-006.md duplicate_number', 'TICKET-006-twin.md duplicate_number', 'TICKET-007.md empty',
	]));
	expect(answer.problems.find(({code: name}) => name === 'missing_done')).toMatchObject({line: 3});
	expect(answer.problems.filter(({mend}) => mend === '')).toEqual([]);
	const text = await place.car('tickets', 'lint');
	expect(text.code).toBe(1);
	expect(text.stdout).toContain(`${folder}/TICKET-003.md:3\n`);
	expect(text.stdout).toContain('script');
	expect(await place.car('tickets', 'done', '6')).toMatchObject({code: 1, stderr: 'car: Two tickets have the number 6, so it names none of them.\n  Give one of them another number: car tickets lint names the files.\n'});
	const run = await place.work();
	expect(run.code).toBe(3);
	expect(run.stdout).toContain('TICKET-002.md');
	expect(run.stdout).toContain('notes.md');
});

test('car tickets show: text with terminal commands in it -> nothing of them reaches the terminal', async () => {
	const place = await workplace();
	await place.write(`${folder}/TICKET-001.md`, '---\nagent: script\ndone: false\ntitle: "red \\e[31malert\\e]0;owned\\a"\n---\n\u001B[2Jgone\u009B31m\u202E\n');
	for (const args of [['tickets', 'show', '1'], ['tickets'], ['status'], ['tickets', 'show', '1', '--json'], ['status', '--json']]) {
		const {stdout} = await place.car(...args);
		expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/v);
		expect(stdout).toContain('alert');
	}
});

test('car tickets new, edit, run: before car init -> exit 2 with the way out', async () => {
	const repository = await tempRepository();
	for (const args of [['tickets', 'new', 'X'], ['tickets', 'move', '1', '--before', '2'], ['edit', 'spec'], ['run']]) {
		const {code, stderr} = await runCar(args, {cwd: repository.path});
		expect(code).toBe(2);
		expect(stderr).toContain('car init');
	}

	expect(await runCar(['status'], {cwd: repository.path})).toMatchObject({code: 0, stdout: expect.stringContaining('next: car init') as string});
	expect(await runCar(['tickets'], {cwd: repository.path})).toMatchObject({code: 0});
});

test('a state folder that is a link: any command -> refused by name, exit 2', async () => {
	const repository = await tempRepository();
	await mkdir(path.join(repository.path, 'elsewhere'));
	await symlink('elsewhere', path.join(repository.path, '.codex-autorunner'));
	for (const args of [['init'], ['status'], ['run'], ['tickets', 'new', 'X'], ['tickets', 'lint']]) {
		const {code, stderr} = await runCar(args, {cwd: repository.path});
		expect([args, code]).toEqual([args, 2]);
		expect(stderr).toContain('.codex-autorunner is a symbolic link');
	}
});

// A part of `npm run test:faults`: the real worker with its state folder on a small disk, filled so that each time a little more fits. Wherever the space ends, it says so, keeps what is there, and goes on by itself.
import {execFileSync, spawn} from 'node:child_process';
import {setTimeout as delay} from 'node:timers/promises';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {formOf, publishScore} from '../crash/score-line.js';
import {
	canMount, leaveFree, smallState, unmountAll,
} from '../../test/support/small-disk.js';

const {values} = parseArgs({
	strict: false,
	options: {
		levels: {type: 'string', default: '24'},
		/** The one level to play, in KiB. */
		free: {type: 'string'},
		root: {type: 'string', default: process.cwd()},
	},
});

const gate = 24;
const diskKibibytes = 2048;
const stepKibibytes = 12;
const attachment = 'a line of the attachment\n'.repeat(400);
const document = 'What the human wrote.\n'.repeat(50);

/** A turn that says 20 kB, sends a notice with a file and is done. It tries until its own files are written, as only a patient agent would. */
const agent = (folder: string): string => String.raw`#!/bin/sh
cat > /dev/null
put() { until cat "$1" > "$2.part" && mv "$2.part" "$2"; do sleep 0.05; done 2> /dev/null; }
seq 1 2500 | sed 's/^/line /'
put ${folder}/attachment "$CAR_DISPATCH_DIR/notes.txt"
put ${folder}/notice "$CAR_DISPATCH_FILE"
echo "$CAR_TURN" >> work.txt
until sed 's/^done: false/done: true/' "$CAR_TICKET" > "$CAR_DISPATCH_DIR/../.ticket" && mv "$CAR_DISPATCH_DIR/../.ticket" "$CAR_TICKET"; do sleep 0.05; done 2> /dev/null
`;

const ticket = (number: number): string => `---\ntitle: Ticket ${number}\nagent: script\ndone: false\n---\n\nDo it.\n`;

type Place = {readonly path: string; readonly state: string; readonly car: (...args: readonly string[]) => Promise<{readonly code: number | null; readonly out: string}>; readonly git: (...args: readonly string[]) => string};

const layOut = (scratch: string, level: number): Place => {
	const folder = path.join(scratch, `level-${level}`);
	const [repo, home] = [path.join(folder, 'repo'), path.join(folder, 'home')];
	const env = {
		...process.env, HOME: home, XDG_CONFIG_HOME: path.join(home, 'config'), XDG_STATE_HOME: path.join(home, 'state'), GIT_AUTHOR_NAME: 'levels', GIT_AUTHOR_EMAIL: 'levels@localhost', GIT_COMMITTER_NAME: 'levels', GIT_COMMITTER_EMAIL: 'levels@localhost',
	};
	const git = (...args: readonly string[]): string => execFileSync('git', ['-C', repo, ...args], {env, encoding: 'utf8'});
	fs.mkdirSync(path.join(repo, '.codex-autorunner/tickets'), {recursive: true});
	fs.mkdirSync(path.join(repo, '.codex-autorunner/workspace'), {recursive: true});
	fs.mkdirSync(path.join(home, 'config/codex-autorunner'), {recursive: true});
	execFileSync('git', ['init', '-q', repo]);
	git('commit', '-q', '--allow-empty', '-m', 'Begin');
	fs.writeFileSync(path.join(repo, '.codex-autorunner/.gitignore'), '*\n');
	fs.writeFileSync(path.join(repo, '.codex-autorunner/workspace/spec.md'), document);
	for (const number of [1, 2]) {
		fs.writeFileSync(path.join(repo, `.codex-autorunner/tickets/TICKET-00${number}.md`), ticket(number));
	}

	fs.writeFileSync(path.join(folder, 'attachment'), attachment);
	fs.writeFileSync(path.join(folder, 'notice'), '---\nmode: notify\ntitle: A notice\n---\nSee the notes.\n');
	fs.writeFileSync(path.join(folder, 'agent.sh'), agent(folder), {mode: 0o755});
	fs.writeFileSync(path.join(home, 'config/codex-autorunner/config.yml'), JSON.stringify({agents: {script: {type: 'command', command: [path.join(folder, 'agent.sh')]}}, ticket_flow: {default_agent: 'script'}}));
	return {
		path: repo,
		state: smallState({path: repo}, diskKibibytes),
		git,
		car: async (...args) => new Promise(resolve => {
			const child = spawn(process.execPath, [path.join(scratch, 'program/cli.js'), ...args], {cwd: repo, env, stdio: ['ignore', 'pipe', 'pipe']});
			let out = '';
			const take = (piece: unknown): void => {
				out += String(piece);
			};

			child.stdout.on('data', take);
			child.stderr.on('data', take);
			child.on('close', code => {
				resolve({code, out});
			});
		}),
	};
};

type Status = {readonly run: {readonly status: string; readonly reason_code: string | null; readonly reason: string | null} | null};

const statusOf = async ({car}: Place): Promise<Status['run']> => {
	const {out} = await car('status', '--json');
	return (JSON.parse(out) as Status).run;
};

/** Every file of the state folder but the lock, with its size. */
const sizesIn = (state: string): string => JSON.stringify(fs.readdirSync(state, {recursive: true}).map(String).filter(name => name !== 'lock')
	.map(name => [name, fs.statSync(path.join(state, name), {throwIfNoEntry: false})?.size]));

/** Waits until the run says what it waits for, ends, or has written nothing for a second: then its agent waits for space. */
const comeToRest = async (place: Place): Promise<Status['run']> => {
	let [last, since] = ['', performance.now()];
	for (;;) {
		const run = await statusOf(place);
		const now = sizesIn(place.state);
		[last, since] = now === last ? [last, since] : [now, performance.now()];
		if (run?.reason_code === 'disk_full' || (run !== null && run.status !== 'running') || performance.now() - since > 1000) {
			return run;
		}

		await delay(50);
	}
};

const isWhole = (place: Place, number: number): boolean => {
	const text = fs.readFileSync(path.join(place.state, `tickets/TICKET-00${number}.md`), 'utf8');
	return text === ticket(number) || text === ticket(number).replace('done: false', 'done: true');
};

/** What is not as it was, or as a whole write would have left it. */
const damage = (place: Place): readonly string[] => [
	...[1, 2].filter(number => !isWhole(place, number)).map(number => `ticket ${number} is torn`),
	...fs.readFileSync(path.join(place.state, 'workspace/spec.md'), 'utf8') === document ? [] : ['spec.md changed'],
];

/** What is missing or too much once there was space. */
const shortfall = (place: Place): readonly string[] => {
	// A start that was refused may leave an empty one.
	const run = fs.readdirSync(path.join(place.state, 'runs')).findLast(name => fs.existsSync(path.join(place.state, 'runs', name, 'events.jsonl'))) ?? '';
	const history = path.join(place.state, 'runs', run, 'dispatch_history');
	const messages = fs.readdirSync(history).toSorted().map(name => [fs.readFileSync(path.join(history, name, 'DISPATCH.md'), 'utf8'), fs.existsSync(path.join(history, name, 'notes.txt')) ? fs.readFileSync(path.join(history, name, 'notes.txt'), 'utf8') : undefined] as const);
	const notices = messages.filter(([text]) => text.includes('A notice'));
	const said = fs.readFileSync(path.join(place.state, 'runs', run, 'turns/0001.jsonl'), 'utf8').trim().split('\n')
		.map(line => JSON.parse(line) as {readonly event: {readonly type: string; readonly text?: string}})
		.flatMap(({event}) => event.type === 'output_delta' ? event.text ?? '' : []).join('');
	const subjects = place.git('log', '--format=%s').trim().split('\n');
	return [
		...notices.length === 2 && notices.every(([, file]) => file === attachment) ? [] : [`${notices.length} notices, ${notices.filter(([, file]) => file === attachment).length} with their file`],
		...said === Array.from({length: 2500}, (_, index) => `line ${index + 1}\n`).join('') ? [] : ['a part of what the agent said is missing'],
		...subjects.join(',') === 'TICKET-002: Ticket 2,TICKET-001: Ticket 1,Begin' ? [] : [`commits: ${subjects.join(', ')}`],
		...fs.readFileSync(path.join(place.path, 'work.txt'), 'utf8') === '1\n2\n' ? [] : ['a turn was repeated or lost'],
	];
};

const counts = {
	levels: 0, disk_full: 0, 'refused starts': 0, 'never full': 0,
};

const play = async (scratch: string, level: number): Promise<readonly string[]> => {
	const place = layOut(scratch, level);
	const giveBack = leaveFree(place.state, level * 1024);
	const started = await place.car('run', '--detach');
	if (started.code !== 0) {
		counts['refused starts']++;
		const said = /disk is full|no space left/iv.test(started.out) ? [] : [`the start ended with ${started.code}: ${started.out.split('\n')[0] ?? ''}`];
		const found = damage(place);
		giveBack();
		const again = await place.car('run', '--detach');
		return [...said, ...found, ...again.code === 0 ? await finish(place) : [`with space it ended with ${again.code}: ${again.out}`]];
	}

	const held = await comeToRest(place);
	counts.disk_full += held?.reason_code === 'disk_full' ? 1 : 0;
	counts['never full'] += held?.status === 'completed' ? 1 : 0;
	const found = damage(place);
	giveBack();
	return [...held?.status === 'running' || held?.status === 'completed' ? [] : [`the run is ${held?.status}: ${held?.reason}`], ...found, ...await finish(place)];
};

/** There is space again: nobody does anything, and the run comes to its end. */
const finish = async (place: Place): Promise<readonly string[]> => {
	const begin = performance.now();
	for (let run = await statusOf(place); run?.status !== 'completed'; run = await statusOf(place)) {
		if ((run !== null && run.status !== 'running') || performance.now() - begin > 60_000) {
			return [`with space again the run is ${run?.status}: ${run?.reason_code} ${run?.reason}`];
		}

		await delay(50);
	}

	return [...damage(place), ...shortfall(place)];
};

if (!canMount()) {
	console.log('SKIPPED fill-levels: a small disk cannot be mounted here (needs root and Linux)');
	process.exit(0);
}

const begin = performance.now();
const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'car-levels-')));
const root = String(values.root);
fs.cpSync(path.join(root, 'dist'), path.join(scratch, 'program'), {recursive: true});
const levels = values.free === undefined ? Array.from({length: Number(values.levels)}, (_, index) => index * stepKibibytes) : [Number(values.free)];
let failures = 0;
try {
	for (const level of levels) {
		const sins = await play(scratch, level);
		counts.levels++;
		failures += sins.length === 0 ? 0 : 1;
		for (const sin of sins) {
			console.log(`  ${level} KiB free: ${sin}\n  npm run test:faults -- --only fill-levels --free ${level}`);
		}
	}
} finally {
	unmountAll();
	fs.rmSync(scratch, {recursive: true, force: true, maxRetries: 5});
}

publishScore(path.join(root, '.score'), {
	suite: 'fill-levels', counts, failures, seed: undefined, seconds: (performance.now() - begin) / 1000, form: values.free === undefined ? formOf(levels.length, gate) : 'short',
});
process.exitCode = failures === 0 ? 0 : 1;

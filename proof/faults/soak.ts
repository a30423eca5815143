// `npm run soak`: one run of the built program for a long time, its worker killed again and again, and what it takes of memory, descriptors and disk meanwhile.
import {execFileSync, spawn} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {formOf, publishScore} from '../crash/score-line.js';
import {seededRandom} from '../crash/seeded-random.js';

const {values} = parseArgs({
	options: {
		minutes: {type: 'string', default: '20'},
		/** Turns after which there is no need to go on. */
		turns: {type: 'string', default: '300'},
		/** Seconds between two kills, on the average. */
		kills: {type: 'string', default: '60'},
		seed: {type: 'string', default: '1'},
		root: {type: 'string', default: process.cwd()},
	},
});

type Sample = {readonly seconds: number; readonly megabytes: number; readonly descriptors: number; readonly state: number; readonly transcripts: number; readonly log: number; readonly files: number; readonly turns: number};

const random = seededRandom(Number(values.seed));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'car-soak-'));
const repo = path.join(folder, 'repo');
const state = path.join(repo, '.codex-autorunner');
const env = {
	...process.env, XDG_CONFIG_HOME: path.join(folder, 'config'), XDG_STATE_HOME: path.join(folder, 'state'), GIT_AUTHOR_NAME: 'soak', GIT_AUTHOR_EMAIL: 'soak@localhost', GIT_COMMITTER_NAME: 'soak', GIT_COMMITTER_EMAIL: 'soak@localhost',
};
const program = path.join(values.root, 'dist/cli.js');
const limit = Number(values.minutes) * 60_000;

/** Turns are spread over the time. */
const pause = Math.max(0.1, (limit / 1000 / Number(values.turns)) - 0.4).toFixed(2);

/** Transcripts may take so much: less than the run writes, so that the oldest must go. */
const keptBytes = 5_000_000;

/** Works aloud (60 kB), says 1 kB in the end, and is done at every third turn; it writes another ticket then, so that there is always one. */
const agent = String.raw`#!/bin/sh
cat > /dev/null
head -c 45000 /dev/urandom | base64 >&2
head -c 750 /dev/urandom | base64
echo "$CAR_TURN" >> work.txt
sleep ${pause}
if [ $((CAR_TURN % 3)) = 0 ]; then
	sed -i 's/^done: false/done: true/' "$CAR_TICKET"
	n=$(printf %03d $((CAR_TURN / 3 + 1)))
	printf -- '---\nagent: script\ndone: false\n---\nGo on.\n' > ".codex-autorunner/tickets/TICKET-$n.md"
fi
`;

const layOut = (): void => {
	fs.mkdirSync(path.join(state, 'tickets'), {recursive: true});
	fs.mkdirSync(path.join(env.XDG_CONFIG_HOME, 'codex-autorunner'), {recursive: true});
	execFileSync('git', ['init', '-q', repo]);
	execFileSync('git', ['-C', repo, 'commit', '-q', '--allow-empty', '-m', 'Begin'], {env});
	fs.writeFileSync(path.join(state, '.gitignore'), '*\n');
	fs.writeFileSync(path.join(state, 'tickets/TICKET-001.md'), '---\nagent: script\ndone: false\n---\nGo on.\n');
	fs.writeFileSync(path.join(folder, 'agent.sh'), agent, {mode: 0o755});
	// JSON is YAML.
	fs.writeFileSync(path.join(env.XDG_CONFIG_HOME, 'codex-autorunner/config.yml'), JSON.stringify({
		agents: {script: {type: 'command', command: [path.join(folder, 'agent.sh')]}}, ticket_flow: {default_agent: 'script', max_ticket_turns: 100_000}, retention: {max_bytes: keptBytes},
	}));
};

const car = async (...args: readonly string[]): Promise<{readonly code: number | null; readonly out: string}> => new Promise(resolve => {
	const child = spawn(process.execPath, [program, ...args], {cwd: repo, env, stdio: ['ignore', 'pipe', 'pipe']});
	let out = '';
	child.stdout.on('data', piece => {
		out += String(piece);
	});
	child.stderr.on('data', piece => {
		out += String(piece);
	});
	child.on('close', code => {
		resolve({code, out});
	});
});

const workerPid = (): number | undefined => {
	try {
		const {pid} = JSON.parse(fs.readFileSync(path.join(state, 'lock'), 'utf8')) as {pid: number};
		// A killed one that nobody waited for has no memory any more.
		return fs.readFileSync(`/proc/${pid}/status`, 'utf8').includes('VmRSS') ? pid : undefined;
	} catch {
		return undefined;
	}
};

const runFolders = (): readonly string[] => {
	try {
		return fs.readdirSync(path.join(state, 'runs')).map(name => path.join(state, 'runs', name));
	} catch {
		return [];
	}
};

const logs = (): readonly string[] => runFolders().map(run => {
	try {
		return fs.readFileSync(path.join(run, 'events.jsonl'), 'utf8');
	} catch {
		return '';
	}
});

const count = (text: string, word: string): number => text.split(`"type":"${word}"`).length - 1;

/** Megabytes of the state folder, of the transcripts and of the log in it, and how many files there are. */
const sizeOf = (at: string): Pick<Sample, 'state' | 'transcripts' | 'log' | 'files'> => {
	let [state, transcripts, log, files] = [0, 0, 0, 0];
	for (const entry of fs.readdirSync(at, {withFileTypes: true, recursive: true})) {
		const size = entry.isFile() ? (fs.statSync(path.join(entry.parentPath, entry.name), {throwIfNoEntry: false})?.size ?? 0) / 1e6 : 0;
		state += size;
		transcripts += path.basename(entry.parentPath) === 'turns' ? size : 0;
		log += entry.name === 'events.jsonl' ? size : 0;
		files++;
	}

	return {
		state, transcripts, log, files,
	};
};

const sample = (pid: number, seconds: number): Sample | undefined => {
	try {
		const megabytes = Number(/^VmRSS:\s+(\d+)/mv.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
		return {
			seconds, megabytes, descriptors: fs.readdirSync(`/proc/${pid}/fd`).length, ...sizeOf(state), turns: count(logs().join(''), 'turn_finished'),
		};
	} catch {
		return undefined;
	}
};

const show = ({seconds, megabytes, descriptors, state: size, transcripts, log, files, turns}: Sample): void => {
	console.log([`${seconds.toFixed(0)} s`, `${turns} turns`, `worker ${megabytes.toFixed(0)} MB`, `${descriptors} descriptors`, `state ${size.toFixed(1)} MB`, `said ${transcripts.toFixed(1)} MB`, `log ${log.toFixed(2)} MB`, `${files} files`].map(text => text.padStart(14)).join(' '));
};

/** Goes on as a human would: nobody knows how a turn ended whose worker was killed, so they say that it did not happen. */
const goOn = async (): Promise<string> => {
	const {out} = await car('status', '--json');
	const {run} = JSON.parse(out) as {run: {turn: number; reason_code: string | null} | null};
	const args = run?.reason_code === 'outcome_unknown' ? ['run', '--detach', '--dirty', '--no-answer'] : ['run', '--detach', '--dirty'];
	const answer = await car(...args);
	return answer.out;
};

layOut();
const begin = performance.now();
const samples: Sample[] = [];
const sins: string[] = [];
let [kills, idle, nextKill] = [0, 0, begin + (Number(values.kills) * 1000 * (0.5 + random.next()))];
let turns = 0;
while (performance.now() - begin < limit && turns < Number(values.turns) && sins.length === 0) {
	const pid = workerPid();
	const seconds = (performance.now() - begin) / 1000;
	if (pid === undefined) {
		const said = await goOn();
		idle++;
		if (idle > 20) {
			sins.push(`no worker stays: ${said}`);
		}
	} else if (performance.now() > nextKill) {
		process.kill(pid, 'SIGKILL');
		kills++;
		nextKill = performance.now() + (Number(values.kills) * 1000 * (0.5 + random.next()));
	} else {
		const taken = sample(pid, seconds);
		if (taken !== undefined) {
			idle = taken.turns > turns ? 0 : idle;
			turns = taken.turns;
			if (samples.length === 0 || seconds - (samples.at(-1)?.seconds ?? 0) >= limit / 20_000) {
				samples.push(taken);
				show(taken);
			}
		}
	}

	await delay(200);
}

await car('stop');
for (let pid = workerPid(); pid !== undefined; pid = workerPid()) {
	await delay(100);
}

/** Grown by more than so much from the first half to the last sample. */
const half = samples.slice(Math.floor(samples.length / 4), Math.ceil(samples.length / 2));
const most = (of: readonly Sample[], what: (sample: Sample) => number): number => Math.max(0, ...of.map(each => what(each)));
const late = samples.slice(Math.floor(samples.length * 3 / 4));
const growth = most(late, each => each.megabytes) - most(half, each => each.megabytes);
const descriptors = most(late, each => each.descriptors) - most(half, each => each.descriptors);
const last = samples.at(-1);
const middle = samples[Math.floor(samples.length / 2)];
/** What a turn leaves for good once old transcripts go: its events and messages. */
const perTurn = middle === undefined || last === undefined ? 0 : (last.state - last.transcripts - middle.state + middle.transcripts) / Math.max(1, last.turns - middle.turns);
const mostSaid = most(samples, each => each.transcripts);
const hidden = fs.readdirSync(state, {recursive: true}).map(String).filter(name => /\.tmp$|\.partial|\.kept$/v.test(name));
sins.push(
	...growth > 60 ? [`the worker grew by ${growth.toFixed(0)} MB`] : [],
	...descriptors > 5 ? [`the worker has ${descriptors} descriptors more`] : [],
	// Its events take 5 kB, its messages 2 kB.
	...perTurn > 0.02 ? [`besides transcripts the state folder grew by ${(perTurn * 1000).toFixed(0)} kB a turn`] : [],
	// It is looked at every ten turns.
	...mostSaid > (keptBytes / 1e6) + 3 ? [`transcripts took ${mostSaid.toFixed(1)} MB, though ${(keptBytes / 1e6).toFixed(1)} MB were allowed`] : [],
	...hidden.length > 2 * kills ? [`left behind: ${hidden.slice(0, 5).join(', ')}`] : [],
	...turns === 0 ? ['no turn ended'] : [],
);
for (const sin of sins) {
	console.log(sin);
}

console.log(`  memory ${growth >= 0 ? '+' : ''}${growth.toFixed(0)} MB, descriptors ${descriptors >= 0 ? '+' : ''}${descriptors}, transcripts at most ${mostSaid.toFixed(1)} MB, the rest of the state +${(perTurn * 1000).toFixed(1)} kB a turn, ${hidden.length} hidden leftovers`);
publishScore(path.join(values.root, '.score'), {
	suite: 'soak', counts: {
		turns, kills, 'worker MB': Math.round(last?.megabytes ?? 0), descriptors: last?.descriptors ?? 0, 'state MB': Math.round(last?.state ?? 0), 'bytes kept a turn': Math.round(perTurn * 1e6),
	}, failures: sins.length, seed: Number(values.seed), seconds: (performance.now() - begin) / 1000, form: formOf(Number(values.minutes), 20),
});
if (sins.length === 0) {
	fs.rmSync(folder, {recursive: true, force: true, maxRetries: 5});
} else {
	console.log(`  npm run soak -- --minutes ${values.minutes} --kills ${values.kills} --seed ${values.seed}; what is left lies in ${folder}`);
}

process.exitCode = sins.length === 0 ? 0 : 1;

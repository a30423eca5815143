import fs from 'node:fs';
import process from 'node:process';
import readline from 'node:readline';
import type {AgentEvent} from '../../../source/domain/event/agent-event.js';
import {must, type Case, type SuiteOptions} from './case.js';
import {
	finish, openPlace, type Place, type Worker,
} from './place.js';
import {peakMegabytes, processesWith, until} from './watch-processes.js';

/** What a worker may take, whatever its agent does. It is at 100 to 150 MB with a quiet one. */
const mostMegabytes = 400;

type Heard = {
	/** Characters and line ends of what was shown, by channel. */
	readonly characters: number;
	readonly lines: number;
	readonly notices: readonly string[];
};

type Bad = {
	readonly name: string;
	readonly agent: string;
	readonly config?: Readonly<Record<string, unknown>>;
	/** What happens while it works; without it, it comes to its own end. */
	readonly meanwhile?: (place: Place, worker: Worker) => Promise<void>;
	readonly rest: string;
	/** Left out of the small form: it costs time and shows little more than another. */
	readonly isLong?: boolean;
	readonly judge?: (heard: Heard, place: Place) => void;
};

/** Reads the transcripts as a stream: they are as long as what the agent said. */
const hear = async (place: Place): Promise<Heard> => {
	let [characters, lines] = [0, 0];
	const notices: string[] = [];
	for (const name of fs.readdirSync(place.run.turns).filter(each => each.endsWith('.jsonl')).toSorted()) {
		for await (const line of readline.createInterface({input: fs.createReadStream(`${place.run.turns}/${name}`)})) {
			const {event} = JSON.parse(line) as {event: AgentEvent};
			if (event.type === 'output_delta') {
				characters += event.text.length;
				lines += event.text.split('\n').length - 1;
			} else if (event.type === 'notice') {
				notices.push(event.text);
			}
		}
	}

	return {characters, lines, notices};
};

export type AgentCounts = {worst: number};

const play = async (options: SuiteOptions, bad: Bad, counts: AgentCounts): Promise<void> => {
	const place = openPlace(options, bad.agent, bad.config);
	const worker = place.start();
	let peak = 0;
	const timer = setInterval(() => {
		peak = Math.max(peak, peakMegabytes(worker.pid) ?? 0);
	}, 50);
	try {
		await bad.meanwhile?.(place, worker);
		const code = await worker.ended;
		must(code === 0, `exit code ${String(code)}: ${worker.said()}`);
	} finally {
		clearInterval(timer);
		worker.signal('SIGKILL');
	}

	counts.worst = Math.max(counts.worst, Math.round(peak));
	must(place.rest() === bad.rest, `the run is ${place.rest()}, not ${bad.rest}`);
	// A short run may be over before anybody has looked.
	must((peak === 0 || peak > 20) && peak < mostMegabytes, `the worker took ${Math.round(peak)} MB`);
	bad.judge?.(await hear(place), place);
	place.remove();
};

const errorOf = (place: Place): string | null | undefined => place.events().findLast(event => event.type === 'turn_finished')?.error;

const stopWhen = (what: string, isSo: (place: Place) => boolean) => async (place: Place): Promise<void> => {
	await until(what, () => isSo(place), 120);
	place.command('stop');
};

const shown = (place: Place): number => fs.statSync(place.run.turn(1), {throwIfNoEntry: false})?.size ?? 0;

/** What was said about silence, read while it works. */
const notices = (place: Place): readonly string[] => [...(fs.existsSync(place.run.turn(1)) ? fs.readFileSync(place.run.turn(1), 'utf8') : '').matchAll(/"text":"(the agent has been silent[^"]*)"/gv)].map(match => match[1] ?? '');

const without = (text: string, all: readonly string[]): void => {
	must(!all.some(notice => notice.includes(text)), all.join('; '));
};

/** Looks come every fifteen seconds: the small form does without them. */
const silent = (options: SuiteOptions, told: RegExp, agent: Omit<Bad, 'meanwhile' | 'rest' | 'config'>): Bad => ({
	...agent,
	config: {limits: {silence_minutes: 0.2}},
	rest: 'stopped',
	meanwhile: stopWhen(`told in one sentence: ${told.source}`, place => place.hasNote('up') && (options.isShort || notices(place).some(notice => told.test(notice)))),
	judge({notices: all}) {
		must(options.isShort || all.filter(notice => notice.includes('silent')).every(notice => told.test(notice)), all.join('; '));
	},
});

const quiet = (options: SuiteOptions): readonly Bad[] => [
	silent(options, /do nothing: it may hang/v, {name: 'hangs at its start', agent: 'touch "$J/up"; sleep 600'}),
	silent(options, /do nothing: it may hang/v, {name: 'hangs in the middle', isLong: true, agent: 'cat > /dev/null; echo begun; touch "$J/up"; sleep 600 & wait'}),
	...(options.isShort
		? []
		: [
			silent(options, /but its \d processes are working/v, {name: 'is only quiet', agent: 'cat > /dev/null; touch "$J/up"; while :; do :; done'}),
			silent(options, /are suspended/v, {name: 'is suspended', agent: 'cat > /dev/null; touch "$J/up"; kill -STOP $$'}),
		]),
];

const noisy = (options: SuiteOptions, bytes: number): readonly Bad[] => [
	{
		name: 'noise without end and without progress',
		agent: 'cat > /dev/null; while :; do echo tick; sleep 0.01; done',
		config: {limits: {silence_minutes: 0.01}},
		rest: 'stopped',
		meanwhile: stopWhen('a lot of noise', place => shown(place) > (options.isShort ? 3000 : 100_000)),
		judge({notices: all}) {
			without('silent', all);
		},
	},
	{
		name: 'noise that ends, twice, with nothing done', isLong: true, agent: 'cat > /dev/null; seq 1 1000', rest: 'paused no_progress', judge({lines}) {
			must(lines === 2000, `${lines} lines`);
		},
	},
	{
		name: 'a flood without end', isLong: true,
		agent: 'cat > /dev/null; yes "the same line, again and again"',
		rest: 'stopped',
		meanwhile: stopWhen('the flood', place => shown(place) > bytes),
	},
	{
		name: 'no line end on stdout',
		agent: String.raw`cat > /dev/null; head -c ${bytes} /dev/zero | tr '\0' x; ${finish}`,
		rest: 'completed',
		judge({characters, notices: all}) {
			must(characters === bytes, `${characters} characters of ${bytes}`);
			must(all.length === 1 && all[0]?.includes('longer than 1 MiB') === true, all.join('; '));
		},
	},
	{
		name: 'no line end on stderr',
		agent: String.raw`cat > /dev/null; { head -c ${Math.max(bytes, 9_000_000)} /dev/zero | tr '\0' x; echo; echo short; head -c 9000000 /dev/zero; } >&2; ${finish}`,
		rest: 'completed',
		judge({characters, notices: all}) {
			must(characters === 'short\n'.length, `${characters} characters`);
			must(all.length === 1 && all[0] === '2 lines of stderr were longer than 8 MiB and are left out', all.join('; '));
		},
	},
	{
		name: 'a million lines a second on stdout', isLong: true,
		agent: `cat > /dev/null; seq 1 ${bytes / 20}; ${finish}`,
		rest: 'completed',
		judge({lines}) {
			must(lines === bytes / 20, `${lines} lines of ${bytes / 20}`);
		},
	},
	{
		name: 'a million lines a second on stderr',
		agent: `cat > /dev/null; seq 1 ${bytes / 40} >&2; ${finish}`,
		rest: 'completed',
		judge({lines}) {
			must(lines === bytes / 40, `${lines} lines of ${bytes / 40}`);
		},
	},
];

const broken = (bytes: number): readonly Bad[] => [
	{
		name: 'killed', agent: 'cat > /dev/null; echo begun; kill -KILL $$', rest: 'paused agent_error', judge(_heard, place) {
			must(errorOf(place)?.includes('script was ended by SIGKILL') === true, String(errorOf(place)));
		},
	},
	{
		name: 'binary', isLong: true, agent: `cat > /dev/null; head -c ${bytes / 10} /dev/urandom; head -c ${bytes / 100} /dev/urandom >&2; ${finish}`, rest: 'completed', judge({characters}) {
			must(characters > bytes / 40, `${characters} characters`);
		},
	},
	{
		name: 'half lines', agent: String.raw`cat > /dev/null; printf 'half '; sleep 0.2; printf '\303'; sleep 0.2; printf '\244 line'; ${finish}`, rest: 'completed', judge(_heard, place) {
			const message = place.events().find(event => event.type === 'turn_finished')?.message;
			must(message === 'half ä line', String(message));
		},
	},
	{
		name: 'ends while a child holds its output',
		agent: `cat > /dev/null; sleep 8${process.pid}77 & setsid sleep 8${process.pid}77 & echo said; ${finish}; exit 0`,
		rest: 'completed',
		judge(_heard, place) {
			must(processesWith(`8${process.pid}77`).length === 0, 'a child survived');
			const turn = place.events().find(event => event.type === 'turn_finished');
			must(turn?.message === 'said\n' && turn.seconds < 15, JSON.stringify(turn));
		},
	},
];

/** Agents that do what agents should not. */
export const badAgents = (options: SuiteOptions, counts: AgentCounts): readonly Case[] => {
	const bytes = options.isShort ? 4_000_000 : 200_000_000;
	return [...broken(bytes), ...noisy(options, bytes), ...quiet(options)].filter(bad => !(options.isShort && bad.isLong === true)).map(bad => ({name: bad.name, play: async () => play(options, bad, counts)}));
};

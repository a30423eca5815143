import fs from 'node:fs';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {must, type Case, type SuiteOptions} from './case.js';
import {finish, openPlace, type Place} from './place.js';
import {processesWith, until} from './watch-processes.js';

const signalAll = (pids: readonly number[], signal: NodeJS.Signals): void => {
	for (const pid of pids) {
		process.kill(pid, signal);
	}
};

const saidOfSilence = (place: Place): boolean => fs.readFileSync(place.run.turn(1), 'utf8').includes('has been silent');

let sleeps = 0;

/** A time to sleep that nothing else on this machine sleeps for. */
const sleepOf = (seconds: number): string => `${seconds}.00${process.pid}${++sleeps}`;

/** Who is suspended in the middle of a turn, for so many seconds; afterwards the turn ends as if nothing had been. */
const inTurn = (who: ReadonlyArray<'worker' | 'agent'>, seconds: number, silenceMinutes: number, turnSeconds: number) => async (options: SuiteOptions): Promise<void> => {
	const time = sleepOf(turnSeconds);
	const place = openPlace(options, `cat > /dev/null; echo begun; sleep ${time}; ${finish}; echo said`, {limits: {silence_minutes: silenceMinutes}});
	const worker = place.start();
	await until('the agent works', () => fs.existsSync(place.run.turn(1)) && processesWith(time).length === 1);
	const pids = [...who.includes('agent') ? processesWith(time) : [], ...who.includes('worker') ? [worker.pid] : []];
	signalAll(pids, 'SIGSTOP');
	await delay(seconds * 1000);
	signalAll(pids, 'SIGCONT');
	must(await worker.ended === 0 && place.rest() === 'completed', `${place.rest()}: ${worker.said()}`);
	must(!saidOfSilence(place), `a false alarm: ${fs.readFileSync(place.run.turn(1), 'utf8')}`);
	place.remove();
};

/** A check and the worker are suspended for longer than the check may take: nobody had that time. */
const inCheck = async (options: SuiteOptions): Promise<void> => {
	const time = sleepOf(1);
	const place = openPlace(options, `cat > /dev/null; ${finish}; echo said`, {ticket_flow: {default_agent: 'script', verify: [`sleep ${time}`], verify_timeout_seconds: 4}});
	const worker = place.start();
	await until('the check runs', () => fs.existsSync(place.run.events) && processesWith(time).length > 0);
	const pids = [worker.pid, ...processesWith(time)];
	signalAll(pids, 'SIGSTOP');
	await delay(6000);
	signalAll(pids, 'SIGCONT');
	must(await worker.ended === 0 && place.rest() === 'completed', `${place.rest()}: ${worker.said()}`);
	const results = place.events().flatMap(event => event.type === 'verify_finished' ? event.results : []);
	must(results.length > 0 && results.every(result => result.exit_code === 0), JSON.stringify(results));
	place.remove();
};

export const suspensions = (options: SuiteOptions): readonly Case[] => ([
	['both suspended in a turn', inTurn(['worker', 'agent'], 3, 0.01, 1)],
	['worker and check suspended for longer than the check may take', inCheck],
	// Looks come every fifteen seconds: only a long one could give a false alarm. The worker alone is suspended in 'a real worker suspended' as well.
	...options.isShort
		? []
		: [
			['the worker suspended in a turn', inTurn(['worker'], 3, 0.01, 1)],
			['the agent suspended in a turn', inTurn(['agent'], 3, 0.01, 1)],
			['the worker suspended for longer than silence may last', inTurn(['worker'], 50, 1, 72)],
			['both suspended for longer than silence may last', inTurn(['worker', 'agent'], 50, 1, 72)],
		] as const,
] as const).map(([name, play]) => ({name, play: async () => play(options)}));

import path from 'node:path';
import type {AgentHarness, TurnRequest} from '../../../source/domain/agent-harness.js';
import type {AgentHand} from '../stories/agent-hand.js';
import {effect, look, unnumbered} from './effect-gate.js';
import {
	existsSync, mkdirSync, mounted, readFileSync, renameSync, writeFileSync,
} from './memory-files.js';
import {theWorld} from './simulated-world.js';

/** Thrown when an agent is ended in the middle of its work. */
class Ended extends Error {
	override readonly name = 'Ended';
}

/** The hands of one agent; `steps` acts and it is ended. */
const handOf = (request: TurnRequest, me: string, steps: number): AgentHand => {
	const world = theWorld();
	const turn = `${request.runId}-${request.turn}`;
	const ticketFile = path.join(request.workspace, request.ticket);
	const number = Number(/TICKET-(?<number>\d+)/v.exec(request.ticket)?.groups?.number);
	let left = steps;
	const note = (what: string, rest: string): void => {
		world.journal.push({what, turn, rest});
	};

	const act = (does: () => void): void => {
		if (left <= 0) {
			throw new Ended('ended by its worker\'s successor');
		}

		left--;
		unnumbered(() => {
			mounted().foreign(does);
		});
	};

	const read = (file: string): string => unnumbered(() => existsSync(file) ? readFileSync(file, 'utf8') as string : '');
	const replace = (file: string, text: string): void => {
		mkdirSync(path.dirname(file), {recursive: true});
		writeFileSync(`${file}~`, text);
		renameSync(`${file}~`, file);
	};

	const setDone = (value: string): void => {
		act(() => {
			replace(ticketFile, read(ticketFile).replace(/^done: .*/mv, `done: ${value}`));
		});
	};

	const inTree = (file: string): string => path.join(request.workspace, file);
	return {
		ticket: number,
		told: text => request.prompt.includes(text),
		read: file => read(inTree(file)),
		write(file, text) {
			act(() => {
				replace(inTree(file), text);
			});
		},
		work() {
			const file = inTree(`work-${String(number).padStart(3, '0')}.txt`);
			act(() => {
				replace(file, `${read(file)}${me}\n`);
				note('worked', me);
			});
		},
		finish() {
			setDone('true');
		},
		setDone,
		attach(file) {
			act(() => {
				replace(path.join(request.dispatchDir, file), `attachment ${me}`);
				note('attached', `${me} ${file}`);
			});
		},
		dispatch(mode) {
			act(() => {
				note('sends', me);
				replace(request.dispatchFile, `---\nmode: ${mode}\ntitle: Message ${me}\n---\nTOKEN-${me}.\n`);
				note('sent', me);
			});
		},
		command(id, body) {
			act(() => {
				note('posts', id);
				replace(path.join(path.dirname(request.dispatchFile), 'commands', `${id}.json`), JSON.stringify({id, at: '2026-01-01T00:00:00.000Z', ...body}));
				note('posted', id);
			});
		},
	};
};

/** Plays the agent at once; it ends early when it is an orphan with so many steps left. */
const play = (request: TurnRequest, me: string, steps: number): void => {
	const world = theWorld();
	world.prompts.push({
		run: request.runId, turn: request.turn, process: me, text: request.prompt,
	});
	try {
		world.story.play?.(handOf(request, me, steps));
		world.journal.push({what: 'ended', turn: `${request.runId}-${request.turn}`, rest: me});
	} catch (error) {
		if (!(error instanceof Ended)) {
			throw error;
		}
	}
};

/** The agent of every story, in the simulation: it is started, put on record, sent its prompt, and does what the story says. A worker that dies while it sends leaves it alone with some steps to do. */
export const createSimulatedHarness = (): AgentHarness => ({
	async * runTurn(request) {
		const world = theWorld();
		const pid = ++world.pids;
		const me = `${request.turn}-${pid}`;
		const running = {pid, startTime: '1', tag: request.tag};
		effect('start agent', () => {
			world.processes = [...world.processes, running];
		});
		await request.register({pid, startTime: '1'});
		effect('send agent', () => {
			play(request, me, Number.POSITIVE_INFINITY);
		}, () => {
			play(request, me, world.orphanSteps ?? 0);
		});
		yield {type: 'output_delta', channel: 'message', text: `Turn ${request.turn} is over\n`};
		effect('ended agent', () => {
			world.processes = world.processes.filter(each => each !== running);
		});
		look();
		yield {type: 'completed', message: `Turn ${request.turn} is over\n`};
	},
	close: async () => undefined,
});

import path from 'node:path';
import {createFileClient} from '../../../source/engine/client/file-client.js';
import type {FlowClient, RunOptions} from '../../../source/engine/client/flow-client.js';
import type {World} from '../../../source/engine/flow/flow.js';
import {loadConfig} from '../../../source/store/folder/config-files.js';
import {layoutOf} from '../../../source/store/folder/layout.js';
import {trustCommands} from '../../../source/store/folder/trust-file.js';
import type {HumanActs} from '../model/evidence.js';
import type {Human, Story} from '../stories/story.js';
import type {Stage, WorkerEnd} from './stage.js';
import {ticketPath, ticketText} from './ticket-text.js';

/** What became of a story: the human's acts and every worker that ran. */
export type Played = {
	readonly acts: HumanActs;
	readonly workers: readonly WorkerEnd[];
	/** Why it could not be played to its end; undefined: it was. */
	readonly trouble: string | undefined;
};

const plain: RunOptions = {
	once: false, dirty: true, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false,
};

/** Two acts of the human are never in the same millisecond: their order is known. */
let lastMoment = 0;
const risingClock = (): number => {
	lastMoment = Math.max(Date.now(), lastMoment + 1);
	return lastMoment;
};

const worldOf = (stage: Stage): World => ({
	now: risingClock,
	elapsed: () => performance.now() / 1000,
	wait: async () => undefined,
	random: Math.random,
	env: stage.env,
});

type Scene = {
	readonly story: Story;
	readonly stage: Stage;
	readonly client: FlowClient;
	readonly acts: {-readonly [Name in keyof HumanActs]: HumanActs[Name] extends ReadonlyArray<infer Item> ? Item[] : HumanActs[Name]};
	hasAnswered: boolean;
	hasGoneOn: boolean;
};

const humanOf = ({stage, client, acts}: Scene): Human => {
	const newest = async () => {
		const {run} = await client.snapshot();
		return layoutOf(stage.repo).run(run?.runId ?? '');
	};

	return {
		async reply({to, attachment}) {
			const token = `REPLY-TOKEN-${acts.replies.length + 1}`;
			const file = path.join(stage.folder, 'attachments', String(acts.replies.length), attachment ?? '');
			if (attachment !== undefined) {
				stage.files.mkdirSync(path.dirname(file), {recursive: true});
				stage.files.writeFileSync(file, `with ${token}`);
			}

			const {id} = await client.send({
				type: 'reply', text: token, attachments: attachment === undefined ? [] : [attachment], ...(to === undefined ? {} : {to}),
			}, {start: false, attachments: attachment === undefined ? [] : [file]});
			acts.replies.push({token, attachment, commandId: id});
		},
		async replyByHand({attachment}) {
			const token = `REPLY-TOKEN-${acts.replies.length + 1}`;
			acts.replies.push({token, attachment, commandId: undefined});
			const run = await newest();
			if (attachment !== undefined) {
				stage.files.mkdirSync(run.replyFolder, {recursive: true});
				stage.files.writeFileSync(path.join(run.replyFolder, attachment), `with ${token}`);
			}

			stage.files.writeFileSync(`${run.replyFile}~`, `${token}\n`);
			stage.files.renameSync(`${run.replyFile}~`, run.replyFile);
		},
		async question() {
			const {inbox} = await client.snapshot();
			const asked = inbox.find(item => item.kind === 'question');
			if (asked === undefined) {
				throw new Error('nothing is asked');
			}

			return asked.id;
		},
	};
};

/** One act of the human: what a reasonable one does at this rest. Undefined: the story is over; a text: it cannot go on. */
const act = async (scene: Scene): Promise<'acted' | 'over' | {readonly trouble: string}> => {
	const {story, stage, client, acts} = scene;
	const {run, tickets} = await client.snapshot();
	const {status, reasonCode, openTurn} = run ?? {status: 'running', reasonCode: null, openTurn: null};
	if (status === 'completed') {
		const later = scene.hasGoneOn ? [] : story.later ?? [];
		if (later.length === 0 && tickets.every(ticket => ticket.done)) {
			return 'over';
		}

		scene.hasGoneOn = true;
		for (const [index, agent] of later.entries()) {
			const number = story.tickets.length + index + 1;
			stage.files.writeFileSync(ticketPath(stage.repo, number), ticketText(number, agent));
		}
	}

	const isAnswered = acts.outcomes.some(outcome => outcome.run === run?.runId && outcome.turn === openTurn?.turn);
	if (reasonCode === 'outcome_unknown' && openTurn !== null && !isAnswered) {
		const happened = stage.hasEnded(run?.runId ?? '', openTurn.turn);
		acts.outcomes.push({run: run?.runId ?? '', turn: openTurn.turn, happened});
		const {id} = await client.send({type: 'answer_outcome', turn: openTurn.turn, happened});
		acts.commands.push(id);
		return 'acted';
	}

	if (reasonCode === 'question' && story.answer !== undefined && !scene.hasAnswered) {
		scene.hasAnswered = true;
		await story.answer(humanOf(scene));
	}

	if (reasonCode === 'user_ticket') {
		const user = story.tickets.indexOf('user') + 1;
		await client.setDone(path.relative(stage.repo, ticketPath(stage.repo, user)), true);
	}

	const answer = await client.run(plain);
	return answer.type === 'started'
		? 'acted'
		: {trouble: `car run: ${answer.type}, ${'message' in answer ? answer.message : ''} (${status} ${reasonCode ?? ''})`};
};

/** A run with so many starts goes in a circle. */
const mostStarts = 40;

/** Plays a story to its end as a human would, with the client of the program; which workers die on the way is the stage's affair. */
export const playStory = async (stage: Stage, story: Story): Promise<Played> => {
	const workers: WorkerEnd[] = [];
	const world = worldOf(stage);
	const acts: Scene['acts'] = {replies: [], outcomes: [], commands: []};
	const client = createFileClient({
		repo: stage.repo,
		world,
		foreground: false,
		async startWorker(start) {
			workers.push(await stage.start(start, acts));
		},
		close: async () => undefined,
	});
	const scene: Scene = {
		story, stage, client, acts, hasAnswered: false, hasGoneOn: false,
	};
	trustCommands(stage.repo, stage.env, loadConfig(stage.repo, stage.env).commands.map(({command}) => command));
	try {
		while (workers.length < mostStarts) {
			const done = await act(scene);
			const last = workers.at(-1);
			if (last?.isStuck === true) {
				return {acts: scene.acts, workers, trouble: `the worker did not end within its time: ${last.said}`};
			}

			if (last !== undefined && last.hit === undefined && last.code !== 0) {
				return {acts: scene.acts, workers, trouble: `the worker ended with ${String(last.code)}: ${last.said}`};
			}

			if (done !== 'acted') {
				return {acts: scene.acts, workers, trouble: done === 'over' ? undefined : done.trouble};
			}
		}
	} catch (error) {
		return {acts: scene.acts, workers, trouble: error instanceof Error ? error.stack ?? error.message : String(error)};
	}

	return {acts: scene.acts, workers, trouble: `${mostStarts} starts and no end in sight`};
};

import type {AgentHand} from './agent-hand.js';
import type {Story} from './story.js';

const askThenFinish = `
if told REPLY-TOKEN; then work; finish; else dispatch pause; fi`;

const workAndFinish = (agent: AgentHand): void => {
	agent.work();
	agent.finish();
};

const playAskThenFinish = (agent: AgentHand): void => {
	if (agent.told('REPLY-TOKEN')) {
		workAndFinish(agent);
	} else {
		agent.dispatch('pause');
	}
};

const work = 'work-001.txt';

/** Every kind of thing that is written down, in lives as short as possible: each restart plays the rest of one. */
export const stories: readonly Story[] = [
	{
		name: 'plain-turn',
		tickets: ['script'],
		turns: 1,
		agent: 'work; finish',
		play: workAndFinish,
	},
	{
		name: 'ticket-commits',
		tickets: ['script', 'script'],
		turns: 2,
		// An orphaned git is still at it when the next worker comes, however slow the machine; one whose worker lives is quick.
		hook: 'sleep 0.2; grep -q "^car" "/proc/$(ps -o ppid= -p $PPID | tr -d " ")/cmdline" || sleep 4',
		agent: 'work; finish',
		play: workAndFinish,
	},
	{
		name: 'notices-with-attachments',
		tickets: ['script'],
		turns: 2,
		agent: 'if [ -e work-001.txt ]; then attach second.txt; work; finish; else attach first.txt; attach sub/first.txt; work; fi; dispatch notify',
		play(agent) {
			if (agent.read(work) === '') {
				agent.attach('first.txt');
				agent.attach('sub/first.txt');
				agent.work();
			} else {
				agent.attach('second.txt');
				workAndFinish(agent);
			}

			agent.dispatch('notify');
		},
	},
	{
		name: 'question-with-attachments',
		tickets: ['script'],
		turns: 2,
		agent: 'if told REPLY-TOKEN; then work; finish; else attach plan.txt; work; dispatch pause; fi',
		play(agent) {
			if (agent.told('REPLY-TOKEN')) {
				workAndFinish(agent);
			} else {
				agent.attach('plan.txt');
				agent.work();
				agent.dispatch('pause');
			}
		},
		async answer(human) {
			await human.reply({to: await human.question()});
		},
	},
	{
		name: 'reply-by-command',
		tickets: ['script'],
		turns: 2,
		agent: askThenFinish,
		play: playAskThenFinish,
		async answer(human) {
			await human.reply({to: await human.question(), attachment: 'schema.sql'});
		},
	},
	{
		name: 'reply-by-hand',
		tickets: ['script'],
		turns: 2,
		agent: askThenFinish,
		play: playAskThenFinish,
		async answer(human) {
			await human.replyByHand({attachment: 'notes.txt'});
		},
	},
	{
		name: 'replies-at-once',
		tickets: ['script'],
		turns: 2,
		agent: askThenFinish,
		play: playAskThenFinish,
		async answer(human) {
			await human.reply({to: await human.question(), attachment: 'same.txt'});
			await human.replyByHand({attachment: 'same.txt'});
			await human.reply({});
		},
	},
	{
		// The agent lives until its reply was taken, so that it comes while it works in every life.
		name: 'reply-while-working',
		tickets: ['script'],
		turns: 2,
		agent: 'if [ -e work-001.txt ]; then work; finish; else work; command early \'"type":"reply","text":"REPLY-TOKEN-early","attachments":[]\'; while [ -e "$(dirname "$CAR_DISPATCH_FILE")/commands/early.json" ]; do sleep 0.02; done; fi',
		play(agent) {
			if (agent.read(work) === '') {
				agent.work();
				agent.command('early', {type: 'reply', text: 'REPLY-TOKEN-early', attachments: []});
			} else {
				workAndFinish(agent);
			}
		},
	},
	{
		name: 'lint-retry',
		tickets: ['script'],
		turns: 2,
		agent: 'if told lint_errors; then work; finish; else work; sed -i "s/^done: .*/done: maybe/" "$CAR_TICKET"; fi',
		play(agent) {
			agent.work();
			if (agent.told('lint_errors')) {
				agent.finish();
			} else {
				agent.setDone('maybe');
			}
		},
	},
	{
		name: 'refused-commit',
		tickets: ['script'],
		turns: 2,
		hook: 'grep -q signed work-001.txt',
		agent: 'work; if told commit_required; then echo signed >> work-001.txt; fi; finish',
		play(agent) {
			agent.work();
			if (agent.told('commit_required')) {
				agent.write(work, `${agent.read(work)}signed\n`);
			}

			agent.finish();
		},
		isSigned: read => read(work).includes('signed'),
	},
	{
		name: 'verify',
		tickets: ['script'],
		turns: 2,
		ticketFlow: {verify: ['! grep -q bad work-001.txt']},
		agent: 'work; if told verify_failures; then sed -i /bad/d work-001.txt; else echo bad >> work-001.txt; fi; finish',
		play(agent) {
			agent.work();
			agent.write(work, agent.told('verify_failures') ? agent.read(work).replace('bad\n', '') : `${agent.read(work)}bad\n`);
			agent.finish();
		},
		passes: read => !read(work).includes('bad'),
	},
	{
		name: 'checkpoint',
		tickets: ['script'],
		turns: 2,
		agent: 'if [ -e work-001.txt ]; then work; finish; else work; fi',
		play(agent) {
			const isSecond = agent.read(work) !== '';
			agent.work();
			if (isSecond) {
				agent.finish();
			}
		},
	},
	{
		name: 'interrupt',
		tickets: ['script'],
		turns: 2,
		agent: 'if [ -e "$J/was-interrupted" ]; then work; finish; else : > "$J/was-interrupted"; command interrupt \'"type":"interrupt_turn"\'; sleep 60 > /dev/null 2>&1 & wait; fi',
	},
	{
		name: 'user-ticket',
		tickets: ['script', 'user', 'script'],
		turns: 2,
		agent: 'work; finish',
		play: workAndFinish,
	},
	{
		name: 'waiting-ticket',
		tickets: ['script', 'script'],
		turns: 3,
		ticketFlow: {on_question: 'next'},
		agent: 'if [ $n = 002 ] || told REPLY-TOKEN; then work; finish; else work; dispatch pause; fi',
		play(agent) {
			agent.work();
			if (agent.ticket === 2 || agent.told('REPLY-TOKEN')) {
				agent.finish();
			} else {
				agent.dispatch('pause');
			}
		},
		async answer(human) {
			await human.reply({to: await human.question()});
		},
	},
	{
		name: 'end-of-run',
		tickets: ['script'],
		turns: 2,
		agent: 'work; finish; dispatch notify',
		play(agent) {
			workAndFinish(agent);
			agent.dispatch('notify');
		},
		later: ['script'],
	},
];

import path from 'node:path';
import {UserError} from '../../../domain/user-error.js';
import {defineCommand} from '../../command.js';
import {readStdin} from '../../ask/read-stdin.js';
import {performReply, type Answer} from './perform-reply.js';

const decisions = ['allow', 'deny', 'happened', 'again'] as const;

const usage = (message: string): UserError => new UserError(message, 'car reply --help shows how to answer; car inbox what is asked.', 2);

export const command = defineCommand({
	help: `
car reply: answer what waits for you; the run goes on by itself

Usage
  car reply [--to ID] TEXT
  car reply [--to ID] -            the text comes on stdin
  car reply [--to ID] --allow | --deny          an approval
  car reply [--to ID] --happened | --again      a turn nobody saw end

  --to ID        the item (car inbox); without it the oldest that fits
  --title T      a headline
  --attach FILE  a file for the agent; may be given several times
  --now          say it in the middle of the running turn, where the agent can
                 hear (codex); else it waits for the next turn
  --no-run       leave it for the next car run`,
	flags: {
		to: {type: 'string'},
		title: {type: 'string'},
		attach: {type: 'string', isMultiple: true},
		allow: {type: 'boolean'},
		deny: {type: 'boolean'},
		happened: {type: 'boolean'},
		again: {type: 'boolean'},
		now: {type: 'boolean'},
		run: {type: 'boolean', default: true},
	},
	words: 1,
	async run(context) {
		const {flags} = context;
		const chosen = decisions.filter(name => flags[name]);
		const [decision] = chosen;
		if (chosen.length > 1) {
			throw usage(`Only one of ${chosen.map(name => `--${name}`).join(' and ')} can be the answer.`);
		}

		if (decision !== undefined) {
			if (context.input.length > 0 || flags.attach.length > 0 || flags.title !== undefined || flags.now) {
				throw usage(`--${decision} is the whole answer: no text, title or file goes with it.`);
			}

			return performReply(context, {type: decision, to: flags.to}, flags.run);
		}

		const [word] = context.input;
		const text = word === '-' ? await readStdin(context.stdin) : word;
		if (text === undefined || text.trim() === '') {
			throw usage('There is no text to send.');
		}

		const answer: Answer = {
			type: 'text',
			to: flags.to,
			text,
			title: flags.title,
			now: flags.now,
			attachments: flags.attach.map(file => path.resolve(context.folder, file)),
		};
		return performReply(context, answer, flags.run);
	},
});

import {nearest} from '../../../domain/text/nearest.js';
import {UserError} from '../../../domain/user-error.js';
import {requireTrust} from '../../ask/ask-trust.js';
import {defineCommand} from '../../command.js';
import {repositoryOf} from '../../ask/repository.js';

export const command = defineCommand({
	help: `
car notify test: run notify.command as a new inbox item would

Usage
  car notify test`,
	flags: {},
	words: 1,
	async run(context) {
		const [action] = context.input;
		if (action !== 'test') {
			throw new UserError(action === undefined ? 'car notify needs a word.' : `car notify cannot ${action}.`, nearest(action ?? '', ['test']) === undefined ? 'car notify test is all there is.' : 'Did you mean car notify test?', 2);
		}

		const repo = await repositoryOf(context);
		const {config, commands} = await context.doors.loadSettings(repo);
		if (config.notify.command.length === 0) {
			throw new UserError('No notify.command is configured.', 'For example in ~/.config/codex-autorunner/config.yml: notify: {command: [notify-send, car]}');
		}

		if (commands.some(({key}) => key === 'notify.command')) {
			await requireTrust(context, repo);
		}

		const {tryNotification} = await context.doors.setUp();
		const trouble = await tryNotification(repo, context.env, config);
		if (trouble !== undefined) {
			throw new UserError(trouble, 'It gets CAR_EVENT, CAR_REPO, CAR_TICKET, CAR_TITLE and CAR_ITEM in its environment, and 10 s.');
		}

		context.out.line(`${config.notify.command.join(' ')} ran and ended well. Did you see or hear it?`);
		return 0;
	},
});

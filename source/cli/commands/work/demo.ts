import {defineCommand} from '../../command.js';
import {playDemo} from './play-demo.js';

export const command = defineCommand({
	help: `
car demo: a throw-away repository and an agent that needs no key and no
network. On a terminal it opens on the full screen; elsewhere it runs by
itself and says what it does.

Usage
  car demo`,
	flags: {},
	async run(context) {
		const {makeDemoRepository} = await context.doors.setUp();
		const repo = await makeDemoRepository(context.env);
		if (context.out.isInteractive) {
			const code = await context.doors.runTui([repo], {greeting: 'This is the demo: r starts it.'});
			context.out.line(`The demo's repository is ${repo}; it is yours to look at or delete.`);
			return code;
		}

		return playDemo(context, repo);
	},
});

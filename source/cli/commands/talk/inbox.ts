import {defineCommand} from '../../command.js';
import {inboxText} from '../../print/inbox-text.js';
import {withClient} from '../../ask/repository.js';
import {itemJson} from '../../print/status-json.js';

export const command = defineCommand({
	help: `
car inbox: everything that waits for you, oldest first

Usage
  car inbox [--json]

  --json  [{id, kind, ticket, title, since, next, choices, body, attachments, replies}]`,
	flags: {json: {type: 'boolean'}},
	run: async context => withClient(context, async client => {
		const {inbox, receipts} = await client.snapshot();
		if (context.flags.json) {
			context.out.json(inbox.map(entry => ({
				...itemJson(entry), body: entry.body, attachments: entry.attachments, replies: entry.replies,
			})));
		} else {
			context.out.lines(inboxText(inbox, receipts, {now: new Date(), columns: context.out.columns}));
		}

		return 0;
	}),
});

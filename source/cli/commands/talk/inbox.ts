import {answer, jsonFlag} from '../../answer.js';
import {defineCommand} from '../../command.js';
import {inboxText} from '../../print/inbox-text.js';
import {withClient} from '../../ask/repository.js';
import {itemJson} from '../../../domain/words/inbox-words.js';

export const command = defineCommand({
	help: `
car inbox: everything that waits for you, oldest first

Usage
  car inbox [--json]

  --json  [{id, kind, ticket, title, since, next, choices, body, attachments,
          replies}]`,
	flags: jsonFlag,
	run: async context => withClient(context, async client => {
		const {inbox, receipts} = await client.snapshot();
		return answer(context, () => inbox.map(entry => ({
			...itemJson(entry), body: entry.body, attachments: entry.attachments, replies: entry.replies,
		})), () => inboxText(inbox, receipts, {now: new Date(), columns: context.out.columns}));
	}),
});

import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {UserError} from '../../domain/user-error.js';
import type {CheckLine, FlowClient} from '../../engine/client/flow-client.js';
import type {Effect, LogEffect, Message} from '../message.js';
import {inKeys} from '../text/in-keys.js';
import {sentence} from '../../domain/words/short-words.js';
import {editText, runEditor} from '../terminal/run-editor.js';
import {createLogReader} from './read-log.js';
import {completePath, findFile} from './complete-path.js';
import {
	createDraftWriter, filesOf, loadDraft, type Drafts, type LoadedDraft,
} from './drafts.js';
import {loadPage} from './load-page.js';
import {toTickets} from './to-tickets.js';

export type Hands = {
	readonly client: FlowClient;
	readonly drafts: Drafts;
	readonly editor: readonly string[];
	/** Absolute path of the repository, once it is known. */
	readonly repo: () => string;
	/** Lets another program have the terminal while it runs. */
	readonly lend: <Result>(task: () => Promise<Result>) => Promise<Result>;
	readonly leave: () => void;
	readonly suspend: () => void;
	/** Puts a text into the terminal's clipboard; answers where that is, in words. */
	readonly copy: (text: string) => string;
	/** Every check of `car doctor`. */
	readonly examine: () => Promise<readonly CheckLine[]>;
	readonly send: (message: Message) => void;
};

type SlowEffect = Exclude<Effect, LogEffect | {type: 'leave' | 'suspend' | 'load_draft' | 'save_draft' | 'copy'}>;

const words = (error: unknown): {readonly message: string; readonly hint: string} => error instanceof UserError
	? {message: error.message, hint: error.hint}
	: {message: error instanceof Error ? error.message : String(error), hint: ''};

export type Perform = {
	readonly perform: (effect: Effect) => void;
	/** Writes drafts that wait: for the way out. */
	readonly flush: () => void;
	/** Opens the newest log before anybody asks. */
	readonly warm: () => Promise<void>;
	/** Lets go of the logs that are open. */
	readonly close: () => void;
};

/** Does to the world what `update` asked for and sends back what came of it. Trouble becomes a line in the footer. */
export const createPerform = (hands: Hands): Perform => {
	const {client, send, editor} = hands;
	const note = (error: unknown): void => {
		const {message, hint} = words(error);
		send({type: 'noted', text: sentence(message, inKeys(hint)), isTrouble: true});
	};

	const writer = createDraftWriter(hands.drafts, {
		failed: note,
		keptBeside(file) {
			send({type: 'noted', text: `Another screen writes a draft of this too. Both are kept: yours is in ${file}.`, isTrouble: true});
		},
	});
	const draftOf = ({id, leftovers}: Extract<Effect, {type: 'load_draft'}>): LoadedDraft => {
		try {
			return loadDraft(hands.drafts, id, leftovers ?? null);
		} catch (error) {
			note(error);
			return {text: '', attachments: [], notice: null};
		}
	};

	const reader = createLogReader(client, send);

	const asynchronous = async (effect: SlowEffect): Promise<void> => {
		switch (effect.type) {
			case 'check': {
				send({type: 'checked', lines: await checkOrSay(client)});
				return;
			}

			case 'set_done': {
				await client.setDone(effect.path, effect.done);
				send({type: 'noted', text: effect.done ? 'Marked done.' : 'Opened again.', isTrouble: false});
				return;
			}

			case 'new_ticket': {
				send({type: 'ticket_made', path: await client.newTicket(effect.title)});
				return;
			}

			case 'edit_file': {
				await editFile(hands, effect.path);
				return;
			}

			case 'load_page': {
				await loadPage(hands, effect.request);
				return;
			}

			case 'close_report': {
				await client.history.closeReport(effect.until ?? new Date().toISOString());
				return;
			}

			case 'complete_path': {
				send({type: 'completed_path', typed: effect.typed, names: completePath(hands.repo(), effect.typed)});
				return;
			}

			case 'attach': {
				send({type: 'attached', file: findFile(hands.repo(), effect.typed)});
				return;
			}

			case 'move_ticket':
			case 'set_agent':
			case 'delete_ticket':
			case 'restore_ticket': {
				await toTickets(hands, effect);
				return;
			}

			case 'edit_text': {
				const {outcome, text} = await hands.lend(async () => editText(editor, effect.text));
				send(outcome.ok ? {type: 'text_edited', text} : {type: 'noted', text: outcome.message, isTrouble: true});
				return;
			}

			case 'send':
			case 'run': {
				await toEngine(hands, effect);
				return;
			}

			default: {
				effect satisfies never;
			}
		}
	};

	return {
		close: reader.close,
		warm: reader.warm,
		flush: writer.flush,
		perform(effect) {
			switch (effect.type) {
				case 'leave': {
					hands.leave();
					return;
				}

				case 'suspend': {
					writer.flush();
					hands.suspend();
					return;
				}

				case 'copy': {
					send({type: 'noted', text: `${effect.what[0]?.toUpperCase() ?? ''}${effect.what.slice(1)} went to ${hands.copy(effect.text)}.`, isTrouble: false});
					return;
				}

				case 'read_log':
				case 'read_page':
				case 'read_clock':
				case 'seek_mark':
				case 'search_log':
				case 'seek_hit':
				case 'number_hit':
				case 'export_turn': {
					void reader.perform(effect);
					return;
				}

				case 'load_draft': {
					// What was typed a moment ago may still wait to be written.
					writer.flush();
					const {notice, ...draft} = draftOf(effect);
					send({type: 'draft_loaded', id: effect.id, ...draft});
					if (notice !== null) {
						send({type: 'noted', text: notice, isTrouble: false});
					}

					return;
				}

				case 'save_draft': {
					writer.save(effect.id, effect.text);
					if (effect.attachments !== undefined) {
						writer.save(filesOf(effect.id), effect.attachments.join('\n'));
					}

					return;
				}

				default: {
					void asynchronous(effect).catch(note);
				}
			}
		},
	};
};

/** An editor opens a file that is there or can be made; whoever looks at it sees what became of it. */
const editFile = async ({lend, editor, repo, send}: Hands, file: string): Promise<void> => {
	const absolute = path.join(repo(), file);
	mkdirSync(path.dirname(absolute), {recursive: true, mode: 0o700});
	const outcome = await lend(async () => runEditor(editor, absolute));
	send(outcome.ok ? {type: 'edited'} : {type: 'noted', text: outcome.message, isTrouble: true});
};

/** A check that cannot be made is a red line of its own: the card never waits for ever. */
const checkOrSay = async (client: FlowClient): Promise<readonly CheckLine[]> => {
	try {
		return await client.check();
	} catch (error) {
		const {message, hint} = words(error);
		return [{
			level: 'bad', name: 'check', text: message, mend: hint,
		}];
	}
};

/** Commands and starts answer in their own messages, so that the input they came from stays as it was when they fail. */
const toEngine = async ({client, send}: Hands, effect: Extract<Effect, {type: 'send' | 'run'}>): Promise<void> => {
	try {
		if (effect.type === 'send') {
			const command = await client.send(effect.command, {attachments: effect.attachments ?? []});
			send({type: 'sent', command: effect.command, commandId: command.id});
		} else {
			send({type: 'run_answered', answer: await client.run(effect.options)});
		}
	} catch (error) {
		const {message, hint} = words(error);
		if (effect.type === 'send') {
			send({type: 'send_failed', message, hint: inKeys(hint)});
		} else {
			send({
				type: 'run_answered', answer: {
					type: 'refused', exitCode: 1, message, hint, details: [],
				},
			});
		}
	}
};

import type {Step} from '../script.js';

/** For tickets that are not in the script: an honest word, a note in the repository, done. */
export const unknownTicket = (ticket: string, title: string): readonly Step[] => [
	{type: 'think', text: `I am the demo agent: "${title}" is not in my script.`},
	{type: 'say', text: 'A real agent would now read the code, change it, and run the tests. I only note in NOTES.md that I was here, so that there is something to see and to commit.\n'},
	{type: 'append', path: 'NOTES.md', text: `- ${ticket}: ${title}\n`},
	{type: 'finish'},
	{type: 'say', text: `Noted "${title}" in NOTES.md. Give the ticket to a real agent to have it done.`},
];

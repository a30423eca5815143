import path from 'node:path';

export const ticketText = (number: number, agent: string): string => `---\ntitle: Ticket ${number}\nagent: ${agent}\ndone: false\n---\n\nDo it.\n`;

export const ticketPath = (repo: string, number: number): string => path.join(repo, '.codex-autorunner/tickets', `TICKET-${String(number).padStart(3, '0')}.md`);

import path from 'node:path';
import {ticketPath as pathOf} from '../../../test/support/flow-log.js';

export const ticketText = (number: number, agent: string): string => `---\ntitle: Ticket ${number}\nagent: ${agent}\ndone: false\n---\n\nDo it.\n`;

export const ticketPath = (repo: string, number: number): string => path.join(repo, pathOf(number));

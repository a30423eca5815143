import {underscored} from '../text/dashed.js';
import {counted} from '../words/short-words.js';
import {lengthOf} from '../words/times.js';
import type {TicketReport} from './build-report.js';

/** For a field that the line does not have, or has with another. */
const silent = (): readonly never[] => [];

/** What is said of each field of a ticket: in the line of its work, and whether it is in JSON, in the order of the contract. */
const ticketFacts: {readonly [Field in keyof TicketReport]: {readonly words: (ticket: TicketReport) => readonly string[]; readonly isInJson: boolean}} = {
	path: {words: silent, isInJson: true},
	number: {words: silent, isInJson: true},
	title: {words: silent, isInJson: true},
	group: {words: silent, isInJson: true},
	done: {words: silent, isInJson: true},
	proof: {words: silent, isInJson: true},
	state: {words: silent, isInJson: false},
	isTouched: {words: silent, isInJson: false},
	turns: {words: ({turns, seconds}) => turns === 0 ? [] : [counted(turns, 'turn'), lengthOf(seconds)], isInJson: true},
	seconds: {words: silent, isInJson: true},
	diffStats: {words: ({diffStats: {files, insertions, deletions}}) => files === 0 ? [] : [`${counted(files, 'file')} +${insertions} -${deletions}`], isInJson: true},
	commits: {words: silent, isInJson: true},
	tokens: {
		words: ({tokens, commits}) => [
			...tokens === null ? [] : [counted(tokens.total, 'token')],
			...commits.length === 0 ? [] : [`${commits.length === 1 ? 'commit' : 'commits'} ${commits.map(hash => hash.slice(0, 7)).join(' ')}`],
		],
		isInJson: true,
	},
};

/** What was done for a ticket, in one line; empty when nothing was. */
export const workOf = (ticket: TicketReport): string => Object.values(ticketFacts).flatMap(({words}) => words(ticket)).join(', ');

/** A ticket in JSON. */
export const ticketJson = (ticket: TicketReport): unknown => Object.fromEntries(Object.entries(ticketFacts)
	.filter(([, {isInJson}]) => isInJson)
	.map(([field]) => [underscored(field), ticket[field as keyof TicketReport]]));

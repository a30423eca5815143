import type {PageRequest, PageType} from '../page.js';
import {agentsPage} from './agents-page.js';
import {changePage} from './change-page.js';
import {commitPage} from './commit-page.js';
import {diffPage} from './diff-page.js';
import {doctorPage} from './doctor-page.js';
import {documentsPage} from './documents-page.js';
import {filePage} from './file-page.js';
import {messagePage} from './message-page.js';
import type {PageRecord} from './page-record.js';
import {reportPage} from './report-page.js';
import {runPage} from './run-page.js';
import {runsPage} from './runs-page.js';
import {talkPage} from './talk-page.js';
import {ticketPage} from './ticket-page.js';

const records: {readonly [Type in PageType]: PageRecord<Type>} = {
	agents: agentsPage,
	change: changePage,
	commit: commitPage,
	diff: diffPage,
	doctor: doctorPage,
	documents: documentsPage,
	file: filePage,
	message: messagePage,
	report: reportPage,
	run: runPage,
	runs: runsPage,
	talk: talkPage,
	ticket: ticketPage,
};

/** The record of a page. */
export const recordOf = <Type extends PageType>({type}: PageRequest<Type>): PageRecord<Type> => records[type];

import {sanitiseLine} from '../../domain/text/sanitise.js';
import {rowOf} from '../theme.js';
import {
	emptyLine, headingLine, linkLine, type PageLine,
} from './lines/page-line.js';
import type {PageRecord} from './page-record.js';

const sizeOf = (bytes: number | null): string => {
	if (bytes === null) {
		return 'not written yet';
	}

	return bytes === 0 ? 'empty' : (bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 1024)} KB`);
};

/** The documents of the workspace. */
export const documentsPage: PageRecord<'documents'> = {
	focus: 'document',
	title: () => 'Workspace',
	load: async ({client}) => ({type: 'documents', documents: await client.history.documents()}),
	lines({data, width}) {
		const lines = (isPinned: boolean): readonly PageLine[] => (data?.documents ?? []).filter(document => document.isPinned === isPinned).map(({path, name, bytes}) =>
			linkLine(rowOf(`  ${sanitiseLine(name)}`), rowOf(sizeOf(bytes), 'dim'), width, {type: 'page', request: {type: 'file', path}}));
		const others = lines(false);
		return data && [headingLine('In every prompt (first 4,000 characters)'), ...lines(true), ...others.length === 0 ? [] : [emptyLine, headingLine('Besides'), ...others]];
	},
};

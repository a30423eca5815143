import {Box} from 'ink';
import {LineInput} from '../components/line-input.js';
import {Rows} from '../components/rows.js';
import type {Message} from '../message.js';
import {coverRows, coverTitle} from '../select/cover/cover-rows.js';
import {footerRows} from '../select/footer-row.js';
import {
	coverPage, inputTitle, logInputTitle, mainRows, smallRow,
} from '../select/frame.js';
import {listHeader, mainHeader} from '../select/headers.js';
import {inputRows} from '../select/cover/input-rows.js';
import {layoutOf} from '../select/layout.js';
import {mainPane} from '../select/main-pane.js';
import {pageHeader, pageRows} from '../select/page-rows.js';
import {paletteRows} from '../select/cover/palette-rows.js';
import {placeholderOf} from '../select/cover/prompt-title.js';
import {statusRow} from '../select/status-row.js';
import {ticketRows} from '../select/tickets/ticket-rows.js';
import {isSmall, type AppState} from '../state.js';
import {glyphsOf, rowOf, type Theme} from '../theme.js';

type Properties = {
	readonly state: AppState;
	readonly theme: Theme;
	readonly send: (message: Message) => void;
	/** The log and the status line are painted over the frame by the writer; here their places stay empty. */
	readonly isElsewhere: boolean;
};

function Body({state, theme, isElsewhere}: Properties) {
	const {list, main} = layoutOf(state);
	const {columns} = state.size;
	const title = coverTitle(state);
	if (title !== undefined) {
		return <Rows rows={[rowOf(` ${title} `, 'focus'), ...coverRows(state)]} width={columns} height={main.height} theme={theme}/>;
	}

	if (state.prompt?.purpose.type === 'palette') {
		return <Rows rows={paletteRows(state)} width={columns} height={main.height} theme={theme}/>;
	}

	const page = coverPage(state);
	if (page !== undefined) {
		return <Rows rows={[pageHeader(state, page), ...pageRows(state, page)]} width={columns} height={main.height} theme={theme}/>;
	}

	const content = isElsewhere && mainPane(state) === 'log' ? [] : [mainHeader(state), ...mainRows(state)];
	const bar = Array.from({length: main.height}, () => rowOf(glyphsOf(state.ascii).bar, 'dim'));
	return (
		<Box flexShrink={0} width={columns} height={main.height}>
			{list && <Rows rows={[listHeader(state), ...ticketRows(state)]} width={list.width} height={list.height} theme={theme}/>}
			{list && <Rows rows={bar} width={main.x - list.width} height={list.height} theme={theme}/>}
			<Rows rows={content} width={main.width} height={main.height} theme={theme}/>
		</Box>
	);
}

function Input({state, theme, send}: Properties) {
	const layout = layoutOf(state);
	const {columns} = state.size;
	const {reply, prompt, logInput} = state;
	if (reply?.editor.isSeveral && prompt === null) {
		return <Rows rows={inputRows(state)} width={columns} height={layout.inputRows} theme={theme}/>;
	}

	const onChange = (text: string): void => {
		send({type: 'line_changed', text});
	};

	if (prompt !== null) {
		return <LineInput key={prompt.purpose.type} text={prompt.text} epoch={prompt.epoch} placeholder={placeholderOf(prompt)} rows={layout.inputRows} width={columns} onChange={onChange}/>;
	}

	if (logInput !== null) {
		return <LineInput key='log' text={logInput.text} epoch={-2} placeholder={logInput.type === 'clock' ? '03:12' : (layout.hasInputTitle ? 'words, or an expression' : logInputTitle(logInput))} rows={layout.inputRows} width={columns} onChange={onChange}/>;
	}

	return reply === null ? null : <LineInput key='reply' text={reply.editor.text} epoch={reply.editor.epoch} placeholder={reply.to === null ? 'your message' : 'your answer'} rows={layout.inputRows} width={columns} onChange={onChange}/>;
}

/** The whole screen: body, input, keys, status. */
export function MainScreen(properties: Properties) {
	const {state, theme, isElsewhere} = properties;
	const {columns, rows} = state.size;
	if (isSmall(state.size)) {
		return <Rows rows={[smallRow(state)]} width={columns} height={1} theme={theme}/>;
	}

	const layout = layoutOf(state);
	return (
		<Box flexDirection='column' width={columns} height={rows}>
			<Body {...properties}/>
			{layout.hasInputTitle && <Rows rows={[inputTitle(state)]} width={columns} height={1} theme={theme}/>}
			<Input {...properties}/>
			<Rows rows={footerRows(state)} width={columns} height={layout.footerRows} theme={theme}/>
			<Rows rows={isElsewhere ? [] : [statusRow(state)]} width={columns} height={1} theme={theme}/>
		</Box>
	);
}

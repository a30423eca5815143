import {Box, Text} from 'ink';
import TextInput from 'ink-text-input';
import {promptWidth} from '../select/screen-parts.js';

type Properties = {
	readonly text: string;
	/** Another number means that the text came from outside: the cursor starts at its end. */
	readonly epoch: number;
	readonly placeholder: string;
	/** Rows it may take, and cells in each. */
	readonly rows: number;
	readonly width: number;
	readonly onChange: (text: string) => void;
};

/** An input of one line, wrapped where it is longer than the screen, with its prompt. Enter and Esc are keys of the keymap and never come here. */
export function LineInput({text, epoch, placeholder, rows, width, onChange}: Properties) {
	return (
		<Box flexShrink={0} width={width} height={rows} overflow='hidden'>
			<Box flexShrink={0} width={promptWidth}><Text>{'> '}</Text></Box>
			<Box flexShrink={0} width={width - promptWidth}><TextInput key={epoch} value={text} placeholder={placeholder} onChange={onChange}/></Box>
		</Box>
	);
}

import {Box, Text} from 'ink';
import TextInput from 'ink-text-input';

type Properties = {
	readonly text: string;
	/** Another number means that the text came from outside: the cursor starts at its end. */
	readonly epoch: number;
	readonly placeholder: string;
	readonly onChange: (text: string) => void;
};

/** An input of one line with its prompt. Enter and Esc are keys of the keymap and never come here. */
export function LineInput({text, epoch, placeholder, onChange}: Properties) {
	return (
		<Box flexShrink={0} height={1}>
			<Box flexShrink={0} width={2}><Text>{'> '}</Text></Box>
			<TextInput key={epoch} value={text} placeholder={placeholder} onChange={onChange}/>
		</Box>
	);
}

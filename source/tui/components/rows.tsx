import {Box, Text} from 'ink';
import {
	fitRow, paintRow, type Row, type Theme,
} from '../theme.js';

type Properties = {
	readonly rows: readonly Row[];
	readonly width: number;
	readonly height: number;
	readonly theme: Theme;
};

/** Rows in a box of exactly this size; what does not fit is cut here, as letting Ink cut costs a walk over every cell. One text for all: each is a node of the layout. */
export function Rows({rows, width, height, theme}: Properties) {
	const lines = rows.slice(0, height).map(row => paintRow(fitRow(row, width), theme) || ' ');
	return (
		<Box flexShrink={0} width={width} height={height}>
			<Text wrap='truncate'>{lines.join('\n')}</Text>
		</Box>
	);
}

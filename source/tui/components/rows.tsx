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

/** Rows in a box of exactly this size; what does not fit is cut. */
export function Rows({rows, width, height, theme}: Properties) {
	return (
		<Box flexDirection='column' flexShrink={0} width={width} height={height} overflow='hidden'>
			{rows.slice(0, height).map((row, index) => (
				<Text key={index} wrap='truncate'>{paintRow(fitRow(row, width), theme) || ' '}</Text>
			))}
		</Box>
	);
}

import {widthOf} from '../../domain/words/width.js';

/**
 * Columns and rows a text takes. In the built program `scripts/build.mjs` puts it in the place of Ink's own, which remembers every text it was ever asked for:
 * a pane is one text, and a night has hundreds of thousands of them.
 */
export const measureText = (text: string): {readonly width: number; readonly height: number} => {
	if (text === '') {
		return {width: 0, height: 0};
	}

	const lines = text.replaceAll(/\u001B\[[\d;]*m/g, '').split('\n');
	return {width: Math.max(...lines.map(line => widthOf(line))), height: lines.length};
};

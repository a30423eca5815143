import type {LogLine} from '../../../domain/event/flow-event.js';
import {plain, type Line, type Output} from '../../output.js';
import {createEventPrinter} from '../../print/print-event.js';

export type LogFilter = {
	readonly show: (line: LogLine) => void;
	/** Shows what was held back of a line that is not whole yet. */
	readonly flush: () => void;
	readonly hasSeenTurn: () => boolean;
};

const isOfTurn = (line: LogLine, turn: number): boolean => 'turn' in line && line.turn === turn;

/** Prints the lines of a log that are wanted, as text or as the log's own JSON. */
export const createLogFilter = ({turn, expression, isJson, out}: {
	readonly turn: number | undefined;
	readonly expression: RegExp | undefined;
	readonly isJson: boolean;
	readonly out: Output;
}): LogFilter => {
	const printer = createEventPrinter();
	let hasSeenTurn = false;
	const print = (lines: readonly Line[]) => {
		out.lines(expression === undefined ? lines : lines.filter(line => expression.test(plain(line))));
	};

	return {
		hasSeenTurn: () => hasSeenTurn,
		flush() {
			print(printer.flush());
		},
		show(line) {
			if (turn !== undefined && !isOfTurn(line, turn)) {
				return;
			}

			hasSeenTurn = true;
			if (!isJson) {
				print(printer.print(line));
			} else if (expression === undefined || expression.test(JSON.stringify(line))) {
				out.jsonLine(line);
			}
		},
	};
};

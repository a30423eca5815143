/** What the full screen asks of a terminal: the title put aside, alternate screen, no wrapping at the right edge, no cursor, pastes marked as such. */
export const enterSequence = '\u001B[22;0t\u001B[?1049h\u001B[?7l\u001B[?25l\u001B[?2004h';

/** Everything `enterSequence` did, undone; harmless when it was not done. */
export const leaveSequence = '\u001B[?2026l\u001B[m\u001B[?2004l\u001B[?25h\u001B[?7h\u001B[?1049l\u001B[23;0t';

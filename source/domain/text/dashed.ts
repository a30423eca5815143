/** A flag as it is typed: `maxTurns` is `max-turns`. */
export const dashed = (name: string): string => name.replaceAll(/[A-Z]/gv, letter => `-${letter.toLowerCase()}`);

/** A flag as it is typed: `maxTurns` is `max-turns`. */
export const dashed = (name: string): string => name.replaceAll(/[A-Z]/gv, letter => `-${letter.toLowerCase()}`);

/** A field as it is named in JSON: `doneBefore` is `done_before`. */
export const underscored = (name: string): string => dashed(name).replaceAll('-', '_');

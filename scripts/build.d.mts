/** Bundles the sources into `dist`. */
export function build(): Promise<void>;

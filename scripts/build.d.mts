/** Bundles the sources into `dist`. */
export function build(): Promise<void>;
/** Bundles one source (a repository path) and all it needs into a CommonJS program; answers its bytes. */
export function bundle(entry: string, define?: Readonly<Record<string, string>>): Promise<Uint8Array>;

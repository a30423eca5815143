const sentences: Readonly<Record<string, readonly [what: string, next: string]>> = {
	ENOSPC: ['The disk is full', 'Make room, then try again: what was there before is as it was.'],
	EDQUOT: ['Your share of the disk is full', 'Make room, then try again: what was there before is as it was.'],
	EROFS: ['The disk can only be read', 'Look why it was mounted so, then try again.'],
	EACCES: ['This is not allowed', 'Check who owns it and its permissions.'],
	EPERM: ['This is not allowed', 'Check who owns it and its permissions.'],
	EIO: ['The disk failed', 'Look into the system\'s log, and save what you can to another disk.'],
	EMFILE: ['Too many files are open', 'Raise the limit (ulimit -n), then try again.'],
	ENFILE: ['Too many files are open on this system', 'End something, then try again.'],
};

/** What a system's error means and what to do, where a human can do something; undefined for all others. */
export const explainSystemError = (error: Error & {readonly code?: unknown; readonly path?: unknown}): {readonly what: string; readonly next: string} | undefined => {
	const code = typeof error.code === 'string' ? error.code : undefined;
	const path = typeof error.path === 'string' ? error.path : undefined;
	const [what, next] = (code !== undefined && Object.hasOwn(sentences, code) ? sentences[code] : undefined) ?? [];
	return what === undefined || next === undefined ? undefined : {what: path === undefined ? what : `${what}: ${path}`, next};
};

/** Trouble a user can mend: one line of what and where, one of what to do next. Everything else that is thrown is a bug. */
export class UserError extends Error {
	override readonly name = 'UserError';
	/** What to do next. */
	readonly hint: string;
	/** Exit code of the contract: 1 it could not, 2 wrong usage or wrong place, 5 another worker. */
	readonly exitCode: number;

	constructor(message: string, hint: string, exitCode = 1) {
		super(message);
		this.hint = hint;
		this.exitCode = exitCode;
	}
}

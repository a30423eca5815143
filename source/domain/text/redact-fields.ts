/** Words that stand where a secret would stand, and code that fetches one. */
const isPlaceholder = (value: string): boolean =>
	/^(?:string|strings|number|boolean|undefined|null|none|true|false|required|optional|unknown|redacted|changeme|example|your[-_].*|x{6,}|\*+|<.*|\$.*|%.*|{.*|\[.*)$/i.test(value)
	// `process.env.TOKEN`, `getToken(`, `config.password`
	|| /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$?]*)*(?:\(.*|\[.*)$/.test(value)
	|| /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+;?$/.test(value);

const hasDigit = (value: string): boolean => /\d/.test(value);
const hasLetter = (value: string): boolean => /[A-Za-z]/.test(value);

/** Decides whether the value of a field whose name says secret is one: it must not be code, a type, a count or a placeholder. A password may be any word, a token never is. */
export const isLikelySecret = (name: string, value: string, isQuoted: boolean): boolean => {
	const start = value.slice(0, 200);
	if (start.includes('[REDACTED') || isPlaceholder(start) || /^\d+(?:\.\d+)?[a-z]{0,2}$/i.test(start)) {
		return /passw|pwd|passphrase/i.test(name) && /^\d{6,}$/.test(start);
	}

	if (/passw|pwd|passphrase/i.test(name)) {
		return isQuoted || /[=:]\s*$/.test(name) || name.includes('--');
	}

	return start.length >= 8 && hasLetter(start) && (hasDigit(start) || start.length >= 24);
};

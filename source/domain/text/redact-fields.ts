/** Words that stand where a secret would stand, and code that fetches one. */
const isPlaceholder = (value: string): boolean =>
	/^(?:string|strings|number|boolean|undefined|null|none|true|false|required|optional|unknown|redacted|changeme|example|your[-_].*|x{6,}|\*+|<.*|\$.*|%.*|{.*|\[.*)$/i.test(value)
	// `settings.TOKEN`, `getToken(`, `config.password`
	|| /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$?]*)*(?:\(.*|\[.*)$/.test(value)
	|| /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+;?$/.test(value);

const isPassword = (name: string): boolean => /passw|pwd|passphrase/i.test(name);

/** Decides whether the value of a field whose name says secret is one: it must not be code, a type, a count or a placeholder. A password may be any word, a token never is. */
export const isLikelySecret = (name: string, value: string): boolean => {
	const start = value.slice(0, 200);
	if (start.includes('[REDACTED') || isPlaceholder(start)) {
		return false;
	}

	if (/^\d+(?:\.\d+)?[a-z]{0,2}$/i.test(start)) {
		return isPassword(name) && /^\d{6,}$/.test(start);
	}

	return isPassword(name) || (start.length >= 8 && /[A-Za-z]/.test(start) && (/\d/.test(start) || start.length >= 24));
};

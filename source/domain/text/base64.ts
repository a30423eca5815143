const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of the UTF-8 bytes of a text, with padding. */
export const base64 = (text: string): string => {
	const bytes = new TextEncoder().encode(text);
	let out = '';
	for (let at = 0; at < bytes.length; at += 3) {
		const [a = 0, b, c] = bytes.subarray(at, at + 3);
		const group = (a * 65_536) + ((b ?? 0) * 256) + (c ?? 0);
		const digits = [262_144, 4096, 64, 1].map(unit => alphabet[Math.floor(group / unit) % 64] ?? '');
		out += digits.map((digit, index) => (index === 2 && b === undefined) || (index === 3 && c === undefined) ? '=' : digit).join('');
	}

	return out;
};

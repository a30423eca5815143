export const isBetween = (code: number, from: number, to: number): boolean => code >= from && code <= to;

/** Reorders text or annotates it; invisible, and never harmless in code. */
export const isDirection = (code: number): boolean =>
	code === 0x06_1C || isBetween(code, 0x20_0E, 0x20_0F) || isBetween(code, 0x20_2A, 0x20_2E) || isBetween(code, 0x20_66, 0x20_6F) || isBetween(code, 0xFF_F9, 0xFF_FB);

/** Takes no room and can hide words: zero-width characters, fillers, tags, most variation selectors. */
export const isInvisible = (code: number): boolean =>
	code === 0xAD || code === 0x03_4F || code === 0x20_0B || code === 0x20_0C || isBetween(code, 0x20_60, 0x20_65) || code === 0xFE_FF
	|| isBetween(code, 0x18_0B, 0x18_0F) || isBetween(code, 0x17_B4, 0x17_B5) || isBetween(code, 0x11_5F, 0x11_60) || code === 0x31_64 || code === 0xFF_A0
	|| isBetween(code, 0xFE_00, 0xFE_0D) || isBetween(code, 0xFF_F0, 0xFF_F8) || isBetween(code, 0x1_BC_A0, 0x1_BC_A3) || isBetween(code, 0x1_D1_73, 0x1_D1_7A)
	|| isBetween(code, 0xE_00_00, 0xE_0F_FF);

export const isNoCharacter = (code: number): boolean =>
	isBetween(code, 0xD8_00, 0xDF_FF) || isBetween(code, 0xFD_D0, 0xFD_EF) || code % 0x1_00_00 >= 0xFF_FE;

export const isLineEnd = (code: number): boolean => isBetween(code, 0x0A, 0x0C) || code === 0x85 || code === 0x20_28 || code === 0x20_29;

export const isSelector = (code: number): boolean => code === 0xFE_0E || code === 0xFE_0F;

export const isStringStart = (code: number): boolean => code === 0x5D || code === 0x50 || code === 0x58 || code === 0x5E || code === 0x5F;

export const isStringStartC1 = (code: number): boolean => code === 0x90 || code === 0x98 || isBetween(code, 0x9D, 0x9F);

export const isCancel = (code: number): boolean => code === 0x18 || code === 0x1A;

/** One selector chooses between text and picture; more of them can only carry something hidden. */
export const beforeSelector = (last: string): boolean => last === '' || isSelector(last.codePointAt(0) ?? 0);

/** Writing needs a few marks on a letter; a hundred would be drawn over the lines above and below. */
export const mostMarks = 8;

export const isMark = (character: string): boolean => /^\p{M}/u.test(character);

export const isJoiner = (code: number): boolean => code === 0x20_0D;

export const isPictograph = (character: string): boolean => /\p{Extended_Pictographic}/u.test(character);

/** What a joiner can join to a picture. */
export const isBeforeJoiner = (last: string): boolean => /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]/u.test(last);

/** What needs no look: printable ASCII, Latin, Greek and Cyrillic letters, CJK, Hangul, line ends. The common case in one native step. */
export const plainRun = /[\n\u0020-\u007E\u00A0-\u00A8\u00AA-\u00AC\u00AF-\u02FF\u0370-\u0482\u048A-\u0590\u2010-\u2027\u2190-\u2193\u2500-\u257F\u3041-\u3096\u30A1-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3]+/y;

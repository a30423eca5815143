/** Names are the same in capitals and small letters of ASCII, and in no others: the Kelvin sign is no K. */
export const lowerAscii = (text: string): string => text.replaceAll(/[A-Z]+/g, letters => letters.toLowerCase());

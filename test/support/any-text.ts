import fc from 'fast-check';

/** Any text, halves of characters included. The library's own text of that kind first writes down all million characters there are, which takes seconds. */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
	fc.array(fc.oneof(fc.nat(0x7F), fc.nat(0xFF_FF), fc.nat(0x10_FF_FF)), {maxLength}).map(points => String.fromCodePoint(...points));

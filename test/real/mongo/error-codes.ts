/**
 * DocumentDB's errors are SQLSTATEs of its own; these are the codes of MongoDB that they stand for, where a test or our code asks for one.
 * Inside answers the SQLSTATE comes packed, six bits a letter.
 */
const CODES: Readonly<Record<string, number>> = {
  M0001: 2, M0003: 9, M0004: 14, M0006: 20, M0008: 26, M0009: 27, M000A: 28, M000D: 40, M000E: 43, M000F: 48, M000G: 52, M000H: 53, M000J: 56,
  M000M: 66, M000N: 67, M000P: 72, M000Q: 73, M000R: 85, M000S: 86, M001B: 10_334, M001C: 11_000, M00CO: 121, M00EY: 59, M00F1: 112, M00F6: 251,
  M0012: 197, M0013: 224, M0015: 241, M00DO: 16, M00FD: 171, M0037: 17_276, M007T: 40_323, M007U: 40_324, M00EX: 50, M001W: 16_020, M0018: 27, M0045: 2,
  M0057: 31_250, M0058: 31_253, M0059: 31_254, M0020: 16_410, M001M: 15_955, M001L: 15_952, M0034: 17_124, M0028: 16_747, M004W: 31_002,
};

export function codeOfState(state: string): number {
  if (state === '23505' || state === '23P01') return 11_000;
  return CODES[state] ?? 8;
}

/** A code inside an answer: MongoDB's own, or a packed SQLSTATE. */
export function codeOfNumber(number: number): number {
  if (number < 2 ** 24) return number;
  const letters = [0, 6, 12, 18, 24].map((shift) => String.fromCharCode(48 + ((number >> shift) & 0x3f)));
  return codeOfState(letters.join(''));
}

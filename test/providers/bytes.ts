import fc from 'fast-check';

export function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

/** Cuts bytes at offsets given in any order; offsets outside, and pieces without bytes, fall away. */
export function cutAt(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const borders = [0, ...offsets.filter((at) => at > 0 && at < bytes.length), bytes.length];
  const sorted = [...new Set(borders)].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

export function oneByOne(bytes: Uint8Array): Uint8Array[] {
  return Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
}

/** Offsets to cut a body of some length at. */
export function cuts(length: number): fc.Arbitrary<number[]> {
  return fc.array(fc.nat({ max: Math.max(1, length) }), { maxLength: 12 });
}

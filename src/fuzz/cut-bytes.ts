/** Bytes cut at these offsets, in any order; offsets past the end cut nothing. */
export function cutBytes(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const borders = [0, ...new Set(cuts), bytes.length]
    .filter((at) => at <= bytes.length)
    .sort((tried, other) => tried - other);
  return borders
    .slice(1)
    .map((end, index) => bytes.subarray(borders[index], end))
    .filter((piece) => piece.length > 0);
}

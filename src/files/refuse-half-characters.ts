/** A JSON replacer that throws: half a surrogate pair has no canonical form and no bytes in UTF-8. */
export function refuseHalfCharacters(_key: string, value: unknown): unknown {
  if (typeof value === 'string' && !value.isWellFormed()) throw new Error('a text holds half a character');
  return value;
}

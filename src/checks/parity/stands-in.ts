const [ZERO, NINE] = [0x30, 0x39];

/** Outside of the text none stands. */
function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= ZERO && code <= NINE;
}

/** Where words stand in a text, at or after an offset; -1 where they do not. 2,500 does not stand in 12,500. */
export function findWords(text: string, words: string, from = 0): number {
  for (let at = text.indexOf(words, from); at !== -1; at = text.indexOf(words, at + 1)) {
    const isPart =
      (isDigitAt(words, 0) && isDigitAt(text, at - 1)) ||
      (isDigitAt(words, words.length - 1) && isDigitAt(text, at + words.length));
    if (!isPart) return at;
  }
  return -1;
}

export function standsIn(text: string, words: string): boolean {
  return findWords(text, words) !== -1;
}

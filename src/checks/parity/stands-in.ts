function isDigit(character: string | undefined): boolean {
  return character !== undefined && /^\d$/.test(character);
}

/** Where words stand in a text, at or after an offset; -1 where they do not. 2,500 does not stand in 12,500. */
export function findWords(text: string, words: string, from = 0): number {
  for (let at = text.indexOf(words, from); at !== -1; at = text.indexOf(words, at + 1)) {
    const isPart =
      (isDigit(words[0]) && isDigit(text[at - 1])) ||
      (isDigit(words.at(-1)) && isDigit(text[at + words.length]));
    if (!isPart) return at;
  }
  return -1;
}

export function standsIn(text: string, words: string): boolean {
  return findWords(text, words) !== -1;
}

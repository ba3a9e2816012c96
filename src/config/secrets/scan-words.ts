const GRAM = 4;
const BITS_A_CHARACTER = 4;
const GRAMS = 2 ** (GRAM * BITS_A_CHARACTER);
const LAST = GRAMS - 1;

/**
 * A test whether a text holds any of the words, in one pass over it, however many they are. Each place is looked up by its
 * last four characters, of which nearly no text has those that a word begins with; what is found there is compared whole.
 */
export function openScan(words: readonly string[]): (text: string) => boolean {
  const brief = words.filter(({ length }) => length < GRAM);
  const byGram = Map.groupBy(
    words.filter(({ length }) => length >= GRAM),
    gramOf,
  );
  const marks = new Uint8Array(GRAMS);
  for (const gram of byGram.keys()) marks[gram] = 1;
  return (text) => {
    if (brief.some((word) => text.includes(word))) return true;
    let gram = 0;
    for (let at = 0; at < text.length; at += 1) {
      gram = ((gram << BITS_A_CHARACTER) ^ text.charCodeAt(at)) & LAST;
      if (marks[gram] === 0 || at < GRAM - 1) continue;
      if (byGram.get(gram)?.some((word) => text.startsWith(word, at - GRAM + 1)) === true) return true;
    }
    return false;
  };
}

function gramOf(word: string): number {
  let gram = 0;
  for (let at = 0; at < GRAM; at += 1) gram = ((gram << BITS_A_CHARACTER) ^ word.charCodeAt(at)) & LAST;
  return gram;
}

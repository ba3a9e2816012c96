/**
 * What stands right before words that are denied: `not `, `This is not a `, `no `, `wasn't due to `, with a
 * word of their own before them or without: `not an invalid `. Who says what could
 * not be done, or what nobody did, denies nothing.
 */
const DENIAL =
  /\b(?:no|(?<!\b(?:can|could|did|do|does|may|must|should|will|would) )not|never|without|(?:is|are|was|were)n['’]t)(?: (?:because of|caused by|due to|related to))?(?: (?:an?|any|the)(?: (?!valid|support|known|recogni|allowed|proper|correct)\w{1,16})?)?[ _-]$/i;

const DENIAL_CHARS = 40;
const SHORTEST_DENIAL = 'no '.length;

/** As often as one text denies the same. */
const MOST_DENIALS = 4;

/**
 * Whether a text says what the pattern looks for, and does not only say that it is not so: `This is not a rate limit`.
 * What comes after a denial is read where it stands: no text begins there, and no word.
 */
export function isSaid(pattern: RegExp, text: string): boolean {
  const first = text.search(pattern);
  if (first < 0) return false;
  if (!isDenied(first, text)) return true;
  // Of its own, for it keeps where it is; few texts deny.
  const next = new RegExp(pattern, `${pattern.flags}g`);
  next.exec(text);
  for (let left = MOST_DENIALS - 1; left > 0; left -= 1) {
    const match = next.exec(text);
    if (match === null) return false;
    if (!isDenied(match.index, text)) return true;
  }
  return false;
}

function isDenied(index: number, text: string): boolean {
  return index >= SHORTEST_DENIAL && DENIAL.test(text.slice(Math.max(0, index - DENIAL_CHARS), index));
}

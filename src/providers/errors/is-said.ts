/**
 * What stands right before words that are denied: `not `, `This is not a `, `no `, `wasn't due to `. Who says what could
 * not be done, or what nobody did, denies nothing.
 */
const DENIAL =
  /\b(?:no|(?<!\b(?:can|could|did|do|does|may|must|should|will|would) )not|never|without|(?:is|are|was|were)n['’]t)(?: (?:because of|caused by|due to|related to))?(?: (?:an?|any|the))?[ _-]$/i;

const DENIAL_CHARS = 40;
const SHORTEST_DENIAL = 'no '.length;

/** As often as one text denies the same. */
const MOST_DENIALS = 4;

/** Whether a text says what the pattern looks for, and does not only say that it is not so: `This is not a rate limit`. */
export function isSaid(pattern: RegExp, text: string): boolean {
  let rest = text;
  for (let left = MOST_DENIALS; left > 0; left -= 1) {
    const match = pattern.exec(rest);
    if (match === null) return false;
    const { index } = match;
    if (index < SHORTEST_DENIAL || !DENIAL.test(rest.slice(Math.max(0, index - DENIAL_CHARS), index)))
      return true;
    rest = rest.slice(index + match[0].length);
  }
  return false;
}

/** Where this finds nothing, nothing is denied, and looking is cheap. */
const DENIES = /\b(?:no|not|never|without|(?:is|are|was|were)n['’]t)\b/i;

/**
 * What stands right before words that are denied: `not `, `This is not a `, `no `, `wasn't due to `. Who says what could
 * not be done, or what nobody did, denies nothing.
 */
const DENIAL =
  /\b(?:no|(?<!\b(?:can|could|did|do|does|may|must|should|will|would) )not|never|without|(?:is|are|was|were)n['’]t)(?: (?:because of|caused by|due to|related to))?(?: (?:an?|any|the))?[ _-]$/i;

const DENIAL_CHARS = 40;

/** As often as one text denies the same. */
const MOST_DENIALS = 4;

/** Whether a text says what the pattern looks for, and does not only say that it is not so: `This is not a rate limit`. */
export function isSaid(pattern: RegExp, text: string): boolean {
  if (!pattern.test(text)) return false;
  if (!DENIES.test(text)) return true;
  let rest = text;
  for (let left = MOST_DENIALS; left > 0; left -= 1) {
    const match = pattern.exec(rest);
    if (match === null) return false;
    if (!DENIAL.test(rest.slice(Math.max(0, match.index - DENIAL_CHARS), match.index))) return true;
    rest = rest.slice(match.index + match[0].length);
  }
  return false;
}

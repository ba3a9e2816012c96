import type { GoldenPrompt } from '../../contract/suites/prompt.ts';

/**
 * More characters than this make up no token on average, in any language: English has about 4.4 a token in Llama's
 * vocabulary, and code somewhat fewer. Runs of one character are counted short, for they share a token.
 */
const MOST_CHARACTERS_PER_TOKEN = 8;
const SHORTEST_RUN = 4;
/** Below this a template's own tokens and rounding blur the count. */
const SMALLEST_JUDGED = 100;

function isSpaceCode(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return /\s/u.test(String.fromCharCode(code));
}

/** Where the run of one character ends that begins at a place. */
function endOfRun(text: string, from: number): number {
  const code = text.codePointAt(from);
  const size = code !== undefined && code > 0xffff ? 2 : 1;
  let at = from + size;
  while (text.codePointAt(at) === code) at += size;
  return at;
}

/** How long a text is, a run of one character counted once, and several blanks beside each other not at all. */
export function lengthWithoutRuns(text: string): number {
  let length = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const size = code >= 0xd800 && code < 0xdc00 && text.charCodeAt(at + 1) >= 0xdc00 ? 2 : 1;
    const isRepeated = text.charCodeAt(at + size) === code;
    const end = isRepeated ? endOfRun(text, at) : at + size;
    const isRun = end - at >= SHORTEST_RUN * size;
    if (isRun) {
      length += size;
      at = end;
    } else if (isSpaceCode(code) && isSpaceCode(text.charCodeAt(at + 1))) {
      while (isSpaceCode(text.charCodeAt(at))) at += 1;
    } else {
      length += size;
      at += size;
    }
  }
  return length;
}

/** The fewest tokens that a text can have; 0 where it is too short to say. */
function floorOf(text: string): number {
  const floor = lengthWithoutRuns(text) / MOST_CHARACTERS_PER_TOKEN;
  return floor < SMALLEST_JUDGED ? 0 : floor;
}

/** Whether so few tokens cannot have been so much text. */
export function isBelowText(tokens: number, text: string): boolean {
  return text.length / MOST_CHARACTERS_PER_TOKEN > tokens && floorOf(text) > tokens;
}

/** The fewest tokens that the text of a prompt's messages can have. */
export function promptFloor({ messages }: GoldenPrompt): number {
  const texts = messages.flatMap(({ content }) =>
    content.map((part) => (part.type === 'text' ? part.text : '')),
  );
  return floorOf(texts.join('\n'));
}

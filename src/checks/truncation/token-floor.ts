import type { GoldenPrompt } from '../../contract/prompt.ts';

/**
 * More characters than this make up no token on average, in any language: English has about 4.4 a token in Llama's
 * vocabulary, and code somewhat fewer. Runs of one character are counted short, for they share a token.
 */
const MOST_CHARACTERS_PER_TOKEN = 8;
const RUN = /(.)\1{3,}|\s{2,}/gsu;
/** Below this a template's own tokens and rounding blur the count. */
const SMALLEST_JUDGED = 100;

/** The fewest tokens that a text can have; 0 where it is too short to say. */
function floorOf(text: string): number {
  const floor = text.replaceAll(RUN, '$1').length / MOST_CHARACTERS_PER_TOKEN;
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

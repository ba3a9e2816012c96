import { closingQuote } from './closing-quote.ts';

const [QUOTE, COMMA, OPEN_LIST, OPEN_MAP] = [0x22, 0x2c, 0x5b, 0x7b];

/** Whether a JSON text holds more than so many values: all but the first stand behind a bracket or a comma. It is not parsed. */
export function hasMoreValues(text: string, most: number): boolean {
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = closingQuote(text, at);
    else if (code === COMMA || code === OPEN_LIST || code === OPEN_MAP) {
      seen += 1;
      if (seen >= most) return true;
    }
  }
  return false;
}

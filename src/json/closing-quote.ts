const [QUOTE, BACKSLASH] = [0x22, 0x5c];

/** So many characters are looked at one by one: to have machine code search costs too much to begin for a short string. */
const SOON = 64;

/** The offset of the closing quote of a JSON string that opens at `from`; the text's length where it has none. */
export function closingQuote(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length) {
    const stop = Math.min(at + SOON, text.length);
    while (at < stop) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) return at;
      at += code === BACKSLASH ? 2 : 1;
    }
    const quote = text.indexOf('"', at);
    if (quote === -1) return text.length;
    let escapes = 0;
    while (quote - escapes > at && text.charCodeAt(quote - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return quote;
    at = quote + 1;
  }
  return text.length;
}

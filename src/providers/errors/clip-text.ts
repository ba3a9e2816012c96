/**
 * What is read of a long text. An error says what it is where it begins or where it ends; between the two stand
 * stack traces, echoes of the request and padding. So the work is bounded whatever the size.
 */
export const READ_CHARS = 65_536;

/** Of words, less: sentences that name an error are short. */
export const WORDS_CHARS = 8_192;

/** The head and the tail of a text longer than `limit`, as two lines. */
export function clipText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = limit / 2;
  return `${text.slice(0, half)}\n${text.slice(-half)}`;
}

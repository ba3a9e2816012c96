/**
 * How documents of one kind and language are written. Patterns hold `{name}` for any of the words of that name, `{3..40}` for a
 * number between two, and what the writer knows: `{no}`, `{section}`, `{item}`, `{date}`, `{time}`.
 */
export interface Writing {
  readonly title: string;
  /** What stands before a section of so many entries; null where there are none. */
  readonly section: { readonly every: number; readonly heading: string } | null;
  /** What stands over an entry, whatever it tells. */
  readonly heading: string;
  /** Between heading and text. */
  readonly joint: string;
  /** How many sentences an entry has. */
  readonly length: readonly [least: number, most: number];
  /** Minutes from one entry to the next. */
  readonly pause: readonly [least: number, most: number];
  readonly sentences: readonly string[];
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** How many characters a token has, about. */
  readonly charactersPerToken: number;
}

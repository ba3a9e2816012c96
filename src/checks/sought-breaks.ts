/** What a decoder writes for bytes that are no character, itself or as JSON spells it: https://encoding.spec.whatwg.org/#decode */
const REPLACED = /\uFFFD|\\ufffd/iu;
/**
 * A character of several bytes in UTF-8, each byte read as one of Latin-1: what gives it away are the controls U+0080 to
 * U+009F, which nobody writes, or a capital that is hardly ever before a sign. «CAFÉ» and "été »" are none.
 */
const MISREAD = /[\u00C2-\u00F4][\u00A0-\u00BF]{0,2}[\u0080-\u009F]|[\u00C2\u00C3][\u00A0-\u00BF]/u;
/** What markup writes for a character. */
const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#\d{2,5}|#x[\da-f]{2,5});/iu;

/** A quote, a line break or a character as a string literal spells it; JSON spells the backslash of that too. */
const ESCAPED = /\\(?:["'n]|u[\da-f]{4})/iu;
const ESCAPED_IN_JSON = /\\\\(?:\\"|['n]|u[\da-f]{4})/iu;

/** Ways in which a layer between the model and its client breaks characters, with what shows each. */
const BREAKS = [
  {
    code: 'text/replaced-characters',
    inText: REPLACED,
    inJson: REPLACED,
    message: 'U+FFFD stands where a character was',
  },
  {
    code: 'text/misread-bytes',
    inText: MISREAD,
    inJson: MISREAD,
    message: 'bytes of UTF-8 stand as characters of their own',
  },
  {
    code: 'text/escaped-markup',
    inText: ENTITY,
    inJson: ENTITY,
    message: 'characters are escaped as in markup',
  },
  {
    code: 'text/escaped-twice',
    inText: ESCAPED,
    inJson: ESCAPED_IN_JSON,
    message: 'quotes, line breaks or characters are escaped once too often',
  },
] as const;

/** A text that an answer consists of. */
export interface Written {
  readonly text: string;
  readonly isJson: boolean;
}

/** Those breaks that answers are looked through for: what is known to be right does not show them. */
export type SoughtBreaks = readonly (typeof BREAKS)[number][];

export function soughtBreaks(known: readonly Written[], among: SoughtBreaks = BREAKS): SoughtBreaks {
  return among.filter((sought) => !known.some((written) => findBreak(sought, written) !== null));
}

export function findBreak(
  { inText, inJson }: SoughtBreaks[number],
  { text, isJson }: Written,
): RegExpExecArray | null {
  return (isJson ? inJson : inText).exec(text);
}

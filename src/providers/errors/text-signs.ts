/**
 * Characters that a search needs, and pairs of them, as bits: a text without them need not be searched. One look at a
 * text in place of a dozen searches of which nearly all find nothing.
 */
export const SIGN = {
  digit: 1,
  /** White space other than the blank. */
  breaking: 2,
  colon: 4,
  equals: 8,
  quote: 16,
  underscore: 32,
  dash: 64,
  bracket: 128,
  brace: 256,
  parenthesis: 512,
  less: 1024,
  greater: 2048,
  /** Not ASCII. */
  wide: 4096,
  /** A capital after a letter, a dot, a colon or a dollar sign: in all names of exceptions, and seldom anywhere else. */
  camel: 8192,
  /** A blank after a blank. */
  gap: 16_384,
  /** A letter or a slash after a colon: in addresses and in names of frames. */
  joined: 32_768,
} as const;

/** The second of a pair has the bit after that of the first. */
const PAIR = {
  beforeCapital: 1 << 20,
  capital: 1 << 21,
  beforeBlank: 1 << 22,
  blank: 1 << 23,
  beforeJoined: 1 << 24,
  joined: 1 << 25,
} as const;

/** All that is no half of a pair. */
const ALONE = PAIR.beforeCapital - 1;

const BY_CHARACTER: readonly (readonly [RegExp, number])[] = [
  [/[A-Z]/, PAIR.beforeCapital | PAIR.capital | PAIR.joined],
  [/[a-z]/, PAIR.beforeCapital | PAIR.joined],
  [/[.$]/, PAIR.beforeCapital],
  [/\//, PAIR.joined],
  [/ /, PAIR.beforeBlank | PAIR.blank],
  [/:/, PAIR.beforeCapital | PAIR.beforeJoined | SIGN.colon],
  [/\d/, SIGN.digit],
  [/[\t\n\v\f\r]/, SIGN.breaking],
  [/=/, SIGN.equals],
  [/["'`]/, SIGN.quote],
  [/_/, SIGN.underscore],
  [/-/, SIGN.dash],
  [/\[/, SIGN.bracket],
  [/\{/, SIGN.brace],
  [/\(/, SIGN.parenthesis],
  [/</, SIGN.less],
  [/>/, SIGN.greater],
];

const SIGNS = Int32Array.from(
  { length: 128 },
  (_, code) => BY_CHARACTER.find(([char]) => char.test(String.fromCharCode(code)))?.[1] ?? 0,
);

/** What a text has of these. That of a text says what a part of it may have. */
export function signsOf(text: string): number {
  let signs = 0;
  let pairs = 0;
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const sign = code < 128 ? (SIGNS[code] ?? 0) : SIGN.wide;
    signs |= sign;
    // Without a branch, which a processor guesses wrong at every capital.
    pairs |= (before << 1) & sign;
    before = sign;
  }
  const camel = (pairs & PAIR.capital) === 0 ? 0 : SIGN.camel;
  const gap = (pairs & PAIR.blank) === 0 ? 0 : SIGN.gap;
  const joined = (pairs & PAIR.joined) === 0 ? 0 : SIGN.joined;
  return (signs & ALONE) | camel | gap | joined;
}

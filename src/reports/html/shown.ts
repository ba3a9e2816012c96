import { escapeTerminal } from '../text/escape-terminal.ts';

const MOST_CHARACTERS = 4_000;

/** No page may have them: https://html.spec.whatwg.org/multipage/parsing.html#parse-error-noncharacter-in-input-stream */
const NO_CHARACTER = /\p{Noncharacter_Code_Point}/gu;

/** Text that stands as it is; most is. */
const PLAIN = /^[ -~\n\t]*$/;

/** Foreign text for a page: what would hide or turn the text about stands as an escape, and a flood is cut. */
export function shown(text: string, most = MOST_CHARACTERS): string {
  const cut = text.length > most ? `${text.slice(0, most)}… (${text.length - most} characters more)` : text;
  return PLAIN.test(cut)
    ? cut
    : escapeTerminal(cut).replace(
        NO_CHARACTER,
        (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
      );
}

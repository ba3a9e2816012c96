import { BLOCK, blockOf, codesOf, stepsOf } from './scan-words.ts';

/** ASCII in small letters; 0 for what may stand between the letters of a word, and for what is no ASCII. */
const SEEN = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  return code < 0x20 || /\s/.test(character) ? 0 : character.toLowerCase().charCodeAt(0);
});

function seenAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 0x80 ? (SEEN[code] ?? 0) : 0;
}

/**
 * A test whether a text may hold any of the words in any case of letters, with blanks, controls and anything that is no
 * ASCII between them: false only where `squash` would leave none of them, either. It steps as `openScan` does, and from
 * place to place of the text as it is: what stands between letters makes its steps shorter than they could be, never too
 * long. So nearly no text is copied to be looked at.
 */
export function openGlance(words: readonly string[]): (text: string) => boolean {
  const codes = words.map((word) => codesOf(word).flatMap((_, at) => seenAt(word, at) || []));
  if (codes.length === 0) return () => false;
  const { reach, steps, endingIn } = stepsOf(codes);
  if (reach < BLOCK) return () => true;
  return (text) => {
    const { length } = text;
    let at = reach - 1;
    while (at < length) {
      const block = blockUpTo(text, at);
      const step = block < 0 ? 1 : (steps[block] ?? 0);
      at += step;
      if (step > 0) continue;
      if (anyEndsAt(endingIn.get(block) ?? NONE, reach, text, at)) return true;
      at += 1;
    }
    return false;
  };
}

/** Negative where no letter ends here, or too few stand before. */
function blockUpTo(text: string, at: number): number {
  const third = seenAt(text, at);
  if (third === 0) return -1;
  const second = seenAt(text, at - 1);
  const first = seenAt(text, at - 2);
  return second === 0 || first === 0 ? blockOverGaps(text, at) : blockOf(first, second, third);
}

function blockOverGaps(text: string, at: number): number {
  const second = seenUpTo(text, at - 1);
  const first = seenUpTo(text, second - 1);
  return first < 0 ? -1 : blockOf(seenAt(text, first), seenAt(text, second), seenAt(text, at));
}

/** The place of the last letter up to here, or less than 0. */
function seenUpTo(text: string, from: number): number {
  let at = from;
  while (at >= 0 && seenAt(text, at) === 0) at -= 1;
  return at;
}

const NONE: readonly (readonly number[])[] = [];

/** Apart from the loop, as `anyStandsAt` of the scan is. */
function anyEndsAt(
  words: readonly (readonly number[])[],
  letters: number,
  text: string,
  end: number,
): boolean {
  return words.some((word) => endsAt(word, letters, text, end));
}

/** Whether the first letters of a word end here, so many of them. */
function endsAt(word: readonly number[], letters: number, text: string, end: number): boolean {
  let at = end;
  for (let letter = letters - 1; letter >= 0; letter -= 1) {
    at = seenUpTo(text, at);
    if (at < 0 || seenAt(text, at) !== word[letter]) return false;
    at -= 1;
  }
  return true;
}

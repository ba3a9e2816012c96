import type { Random } from '../contract/world.ts';

const JOIN_SHARE = 0.2;

/** A text in pieces about the size of tokens, never within a character. Empty text has no pieces. */
export function splitText(text: string, random: Random): string[] {
  const pieces: string[] = [];
  let held = '';
  for (const piece of text.match(/\s*\S{1,6}|\s+/gu) ?? []) {
    held += piece;
    if (random() < JOIN_SHARE) continue;
    pieces.push(held);
    held = '';
  }
  return held === '' ? pieces : [...pieces, held];
}

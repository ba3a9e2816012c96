import type { Play } from './face.ts';

/** The text in pieces, one a stream event: as the play has them, as long as they are still its text. */
export function piecesOf(
  { pieces, text }: Pick<Play, 'pieces' | 'text'>,
  split: (text: string) => readonly string[],
): readonly string[] {
  return pieces !== undefined && pieces.join('') === text ? pieces : split(text);
}

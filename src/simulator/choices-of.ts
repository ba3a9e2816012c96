import type { Heard, Play } from './face.ts';

/** The play once for each choice: they say the same, and their calls have ids of their own. */
export function choicesOf({ count }: Pick<Heard, 'count'>, play: Play): readonly Play[] {
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? play : { ...play, requestId: `${play.requestId}/${index}` },
  );
}

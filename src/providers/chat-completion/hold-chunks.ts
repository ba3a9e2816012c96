import { leadingIndex } from './first-choice.ts';

/** So many chunks of other choices are waited through for one of choice 0. */
const MOST_HELD = 16;

/**
 * Decides which choice a stream is read for: choice 0, unless none comes; then the first that did. Servers that were
 * asked for several may begin with another one, so the chunks before the first of choice 0 wait.
 */
export function holdChunks(): {
  /** The chunks to be read now, with the index to read them for. */
  take(chunk: unknown): { readonly chunks: readonly unknown[]; readonly index: number };
  /** Those that still wait when no more come. */
  end(): { readonly chunks: readonly unknown[]; readonly index: number };
} {
  let chosen: number | null = null;
  let held: unknown[] = [];
  let other = 0;

  const release = (index: number): { chunks: readonly unknown[]; index: number } => {
    const chunks = held;
    held = [];
    return { chunks, index };
  };

  return {
    take(chunk) {
      if (chosen !== null) return { chunks: [chunk], index: chosen };
      const index = leadingIndex(chunk);
      if (index === null && held.length === 0) return { chunks: [chunk], index: 0 };
      if (index !== null && index !== 0 && held.length === 0) other = index;
      held.push(chunk);
      if (index === 0) chosen = 0;
      else if (held.length === MOST_HELD) chosen = other;
      return chosen === null ? { chunks: [], index: 0 } : release(chosen);
    },
    end: () => release(chosen ?? other),
  };
}

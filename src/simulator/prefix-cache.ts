import { createHash } from 'node:crypto';
import type { Fault } from '../contract/wires/fault.ts';
import { estimateInputTokens } from './estimate-tokens.ts';
import type { Heard } from './face.ts';

/** Caches of how requests begin, one a target that has one. */
export interface PrefixCaches {
  /** Takes a request in, and says what share of it was read before and how long the rest takes; null without a cache. */
  enter(seat: string, heard: Heard): { readonly share: number; readonly waitMs: number } | null;
}

/** Some 16 tokens, as a block of vLLM has: https://docs.vllm.ai/en/latest/design/prefix_caching.html */
const BLOCK_CHARACTERS = 64;

export function createPrefixCaches(faults: readonly Fault[]): PrefixCaches {
  const kept = new Map<string, Set<string>>();
  return {
    enter(seat, heard) {
      const cache = faults.find(
        ({ prefixCache, match }) => prefixCache !== undefined && (match.target ?? seat) === seat,
      )?.prefixCache;
      if (cache === undefined) return null;
      const known = kept.get(seat) ?? new Set();
      kept.set(seat, known);
      const blocks = blocksOf(heard);
      const unknown = blocks.findIndex((block) => !known.has(block));
      const read = unknown < 0 ? blocks.length : unknown;
      for (const block of blocks) known.add(block);
      const share = blocks.length === 0 ? 0 : read / blocks.length;
      return { share, waitMs: cache.msPerToken * estimateInputTokens(heard) * (1 - share) };
    },
  };
}

/** A name for each whole block of a request and all before it. */
function blocksOf({ messages }: Heard): readonly string[] {
  const text = messages
    .map(({ role, text: words, images }) => [role, words, ...images].join('\n'))
    .join('\n');
  let before = '';
  return Array.from({ length: Math.floor(text.length / BLOCK_CHARACTERS) }, (_, at) => {
    const block = text.slice(at * BLOCK_CHARACTERS, (at + 1) * BLOCK_CHARACTERS);
    before = createHash('sha256').update(before).update(block).digest('base64url');
    return before;
  });
}

import type { JsonObject } from '../contract/json-value.ts';

/** The keys of a token beside its text and its probability. */
interface Spelling {
  readonly ids: boolean;
  readonly bytes: boolean;
}

/** Every token is about as likely as the next, and each alternative less so than the one before. */
const LIKELIEST = 0.05;
const LESS_LIKELY = 1.5;

/**
 * Made-up probabilities for the tokens of an answer, with the token itself and `top - 1` made-up others for each.
 * They fall as real ones do and depend on the text alone.
 */
export function tokenLogprobs(
  tokens: readonly string[],
  top: number,
  spelling: Spelling,
): { readonly content: readonly JsonObject[] } {
  const spell = (token: string, logprob: number): JsonObject => ({
    ...(spelling.ids ? { id: idOf(token) } : {}),
    token,
    logprob,
    ...(spelling.bytes ? { bytes: [...Buffer.from(token)] } : {}),
  });
  const content = tokens.map((token) => {
    const best = -(LIKELIEST + (idOf(token) % 100) / 1000);
    const others = Array.from({ length: top }, (_, rank) =>
      spell(rank === 0 ? token : `simulated-${rank}`, best - rank * LESS_LIKELY),
    );
    return { ...spell(token, best), top_logprobs: others };
  });
  return { content };
}

/** As good as a vocabulary's. */
function idOf(token: string): number {
  return Buffer.from(token).reduce((sum, byte) => (sum * 31 + byte) % 200_000, 7);
}

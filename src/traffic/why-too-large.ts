import type { ModelOffer } from '../contract/wires/target.ts';

/** Why a model cannot hold a request by what is declared of it; null where it can, or nobody vouches for a number. Tokens. */
export function whyTooLarge(
  {
    inputTokens,
    maxOutputTokens: asked,
  }: { readonly inputTokens: number; readonly maxOutputTokens: number | null },
  { contextTokens, maxOutputTokens: most }: Pick<ModelOffer, 'contextTokens' | 'maxOutputTokens'>,
): string | null {
  if (asked !== null && most !== null && asked > most) return `${asked} output tokens, and it gives ${most}`;
  const tokens = inputTokens + (asked ?? 0);
  if (contextTokens === null || tokens <= contextTokens) return null;
  return `about ${tokens} tokens, and its context holds ${contextTokens}`;
}

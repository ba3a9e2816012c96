import type { Outcome } from '../contract/exchanges/exchange.ts';
import type { Opinion } from '../contract/opinions/opinion.ts';
import { parseTolerant } from '../json/parse-tolerant.ts';
import { judgementSchema } from './judge-prompt.ts';

/**
 * What a judge said, from what came of asking it. Fences and prose around its JSON are read over: how it spells a label
 * is no opinion. An answer without a label is none.
 */
export function readOpinion(outcome: Outcome): Opinion {
  if (outcome.type === 'error') {
    const { kind, message, partial } = outcome.error;
    return {
      label: null,
      reason: message,
      error: kind,
      tokens: partial === null ? 0 : tokensOf(partial.usage),
    };
  }
  const { text, usage } = outcome.response;
  const tokens = tokensOf(usage);
  const parsed = parseTolerant(text);
  const read = judgementSchema.safeParse(parsed.ok ? parsed.value : null);
  if (read.success) return { ...read.data, error: null, tokens };
  return { label: null, reason: 'its answer is no JSON with a reason and a label', error: null, tokens };
}

type Usage = { readonly inputTokens: number | null; readonly outputTokens: number | null };

function tokensOf({ inputTokens, outputTokens }: Usage): number {
  return (inputTokens ?? 0) + (outputTokens ?? 0);
}

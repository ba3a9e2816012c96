import type { TargetSummary } from '../runs/summary.ts';

/**
 * Quality over the thousands of tokens that an attempt took, input and output, as providers bill them. Null where there is no
 * quality, or nobody counted the tokens of an attempt.
 */
export function qualityPerThousandTokens(
  score: number | null,
  metered: TargetSummary['metered'],
): number | null {
  if (score === null || metered === null || metered.unmetered > 0) return null;
  const tokens = metered.inputTokens + metered.outputTokens;
  return tokens === 0 ? null : (score * 1_000 * metered.attempts) / tokens;
}

import type { RoutePolicy, TargetEvidence } from '../contract/routing/route.ts';

/**
 * The longest input that a target is proved to read: by a run or, where that has an answer of it that passed, by a probe that
 * is no older than evidence may be.
 */
export function provedLength(
  { provedTokens, probed }: TargetEvidence,
  { evidenceMaxAgeHours }: Pick<RoutePolicy, 'evidenceMaxAgeHours'>,
): number | null {
  if (provedTokens === null || probed === null || probed.ageHours > evidenceMaxAgeHours) return provedTokens;
  return Math.max(provedTokens, probed.tokens);
}

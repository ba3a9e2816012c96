import type { RequestFeatures, RoutePolicy, TargetEvidence } from '../contract/routing/route.ts';

const MILLION = 1_000_000;

/** What a request is to cost at a target, in the currency of the policy; null where that is not known, which is no 0. */
export function requestCost(
  { inputTokens, maxOutputTokens }: RequestFeatures,
  { price }: TargetEvidence,
  policy: RoutePolicy,
): number | null {
  if (price === null || policy.price === null || price.currency !== policy.price.currency) return null;
  const outputTokens = Math.min(policy.price.outputTokens, maxOutputTokens ?? Number.POSITIVE_INFINITY);
  return (inputTokens * price.input + outputTokens * price.output) / MILLION;
}

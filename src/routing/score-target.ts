import {
  SIGNALS,
  type RequestFeatures,
  type RouteChoice,
  type RoutePolicy,
  type Signal,
  type TargetEvidence,
  type TargetScore,
} from '../contract/routing/route.ts';
import { isChosen } from './meets.ts';
import { provedLength } from './proved-length.ts';
import { requestCost } from './request-cost.ts';

/**
 * What speaks for a target, by itself: no target's score hangs on which others there are, so that one more of them changes
 * nothing but what it wins. Weights count by their share, so that their scale changes nothing.
 */
export function scoreTarget(
  features: RequestFeatures,
  evidence: TargetEvidence,
  preferred: RouteChoice | null,
  policy: RoutePolicy,
): TargetScore {
  const { latencyMs, weights } = policy;
  const { target, answered, passed, p95Ms } = evidence;
  const signals: Readonly<Record<Signal, number | null>> = {
    preference: preferred === null ? null : Number(isChosen(evidence, preferred)),
    quality: answered === 0 ? null : passed / answered,
    latency: p95Ms === null ? null : latencyMs / (latencyMs + p95Ms),
    headroom: headroom(features, provedLength(evidence, policy)),
    price: priceScore(requestCost(features, evidence, policy), policy),
  };
  let [score, total] = [0, 0];
  for (const signal of SIGNALS) {
    total += weights[signal];
    score += weights[signal] * (signals[signal] ?? 0);
  }
  return { target, score: toNineDigits(score / total), signals };
}

function priceScore(cost: number | null, { price }: RoutePolicy): number | null {
  return price === null || cost === null ? null : price.perRequest / (price.perRequest + cost);
}

/** The share of what is proved that the request leaves free. */
function headroom({ inputTokens }: RequestFeatures, proved: number | null): number | null {
  if (proved === null) return null;
  return proved === 0 ? 0 : Math.max(0, 1 - inputTokens / proved);
}

/** Sums of scaled weights differ in the last digits of a double. */
export function toNineDigits(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

import type {
  RequestFeatures,
  RequestShape,
  RouteChoice,
  RouteDecision,
  RoutePolicy,
  RouteRule,
  TargetEvidence,
  TargetScore,
} from '../contract/route.ts';
import { whyNot } from './exclude-target.ts';
import { isChosen, meets } from './meets.ts';
import { measureRequest } from './measure-request.ts';
import { scoreTarget, toNineDigits } from './score-target.ts';

/**
 * Where a request goes. `current` is the target that it, or the conversation that it belongs to, is at; null for none. A pin
 * has the last word: where its targets may not have the request, nobody has it.
 */
export function route(
  shape: RequestShape,
  evidence: readonly TargetEvidence[],
  policy: RoutePolicy,
  current: string | null,
): RouteDecision {
  const features = measureRequest(shape, policy);
  const holding = policy.rules.filter(({ when }) => meets(features, when));
  const pin = holding.find((rule) => rule.pin !== undefined) ?? null;
  const [first = null] = pin === null ? holding : [pin];
  const judged = evidence.map((each) => ({ each, reasons: reasonsOf(features, each, pin, policy) }));
  const preferred = first === null ? null : preferenceOf(first, features);
  const scores = judged
    .filter(({ reasons }) => reasons.length === 0)
    .map(({ each }) => scoreTarget(features, each, preferred, policy))
    .toSorted(byRank);
  const [best, second] = scores;
  const kept = keptOf(scores, current, policy.margin);
  const target = (kept ?? best)?.target ?? null;
  return {
    target,
    how: howOf(target, pin, kept),
    rule: first?.id ?? null,
    scores,
    lead: best === undefined || second === undefined ? null : toNineDigits(best.score - second.score),
    excluded: judged.flatMap(({ each, reasons }) =>
      reasons.length === 0 ? [] : [{ target: each.target, reasons }],
    ),
    fallback: fallbackOf(scores, target, evidence, policy),
    maxAttempts: policy.budget.maxAttempts,
  };
}

function reasonsOf(
  features: RequestFeatures,
  evidence: TargetEvidence,
  pin: RouteRule | null,
  policy: RoutePolicy,
): readonly string[] {
  const isElsewhere = pin?.pin !== undefined && !isChosen(evidence, pin.pin);
  const tokens = features.inputTokens + (features.maxOutputTokens ?? 0);
  return [
    ...(isElsewhere ? [`${pin.id} pins it elsewhere`] : []),
    ...(tokens > policy.budget.maxTokens
      ? [`about ${tokens} tokens with its answer, and the budget is ${policy.budget.maxTokens}`]
      : []),
    ...whyNot(features, evidence, policy),
  ];
}

function preferenceOf({ prefer, pin, reroute }: RouteRule, features: RequestFeatures): RouteChoice | null {
  const isUnsure =
    reroute !== undefined && features.confidence !== null && features.confidence < reroute.belowConfidence;
  return isUnsure ? reroute.to : (pin ?? prefer ?? null);
}

function byRank(a: TargetScore, b: TargetScore): number {
  return b.score - a.score || (a.target < b.target ? -1 : Number(a.target > b.target));
}

/** A change costs the caches of a conversation, so it needs the margin. */
function keptOf(scores: readonly TargetScore[], current: string | null, margin: number): TargetScore | null {
  const at = scores.find(({ target }) => target === current) ?? null;
  const [best] = scores;
  if (at === null || best === undefined || best.target === at.target) return null;
  return toNineDigits(best.score - at.score) < margin ? at : null;
}

function howOf(target: string | null, pin: RouteRule | null, kept: TargetScore | null): RouteDecision['how'] {
  if (target === null) return 'refused';
  if (pin !== null) return 'pinned';
  return kept === null ? 'best' : 'kept';
}

/** Among those that may have it, the best of the policy's fallback model that is not the first choice already. */
function fallbackOf(
  scores: readonly TargetScore[],
  target: string | null,
  evidence: readonly TargetEvidence[],
  { budget }: RoutePolicy,
): string | null {
  if (budget.fallbackModel === null || budget.maxAttempts < 2) return null;
  const models = new Map(evidence.map((each) => [each.target, each.model]));
  const next = scores.find(
    (each) => each.target !== target && models.get(each.target) === budget.fallbackModel,
  );
  return next?.target ?? null;
}
